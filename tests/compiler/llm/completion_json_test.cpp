#include "compiler/llm/completion_json.hpp"

#include "tests/compiler/llm/http_answers.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

TEST_CASE("a request's text never throws, whatever its bytes") {
  CHECK(request_text({{"b",
                       "a\xff"
                       "z"},
                      {"a", 1}}) == "{\"b\":\"a\xef\xbf\xbdz\",\"a\":1}");
}

TEST_CASE("a schema keeps the order of its members") {
  CHECK(request_schema(request_with(R"({"type": "object", "a": 1, "Z": 2})")).dump() ==
        R"({"type":"object","a":1,"Z":2})");
}

TEST_CASE("a base URL loses its last slashes") {
  CHECK(trimmed_url("https://a/v1//") == "https://a/v1");
  CHECK(trimmed_url("https://a") == "https://a");
  CHECK(trimmed_url("").empty());
}

TEST_CASE("a count is a number above 0 or nothing") {
  const auto object = nlohmann::json::parse(
      R"({"n": 12, "double": 3.0, "text": "5", "null": null, "less": -1, "huge": 1e300})");
  CHECK(count_at(object, "n") == 12);
  CHECK(count_at(object, "double") == 3);
  for (const char* key : {"text", "null", "less", "huge", "none"})
    CHECK(count_at(object, key) == 0);
}

TEST_CASE("an error of a model holds nothing of the key") {
  const Endpoint endpoint = endpoint_at("https://a");
  const std::string message = refused_by_model("no, " + endpoint.key, endpoint).value().message;
  CHECK(message == "model-1 refused to answer: 'no, [key]'");
  CHECK(ended_early("x\n" + endpoint.key, endpoint).value().message ==
        "the answer of model-1 is not whole: it ended with 'x [key]'");
}
