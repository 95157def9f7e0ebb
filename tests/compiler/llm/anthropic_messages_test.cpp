#include "compiler/llm/anthropic_messages.hpp"

#include "compiler/spec/spec.hpp"
#include "tests/compiler/llm/http_answers.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace stratgen;

namespace {

const AnthropicMessages codec;
const Endpoint endpoint = endpoint_at("https://api.anthropic.com");

HttpAnswer message(const std::string& content, const std::string& stop_reason = "end_turn",
                   const std::string& usage = "{}") {
  return http_answer(200, R"({"id":"m","type":"message","role":"assistant","content":)" + content +
                              R"(,"stop_reason":")" + stop_reason + R"(","usage":)" + usage + "}");
}

std::string text_of(const HttpAnswer& answer) {
  REQUIRE(codec.read(answer, endpoint).disposition == Disposition::Good);
  const auto completion = codec.completion(answer, endpoint);
  REQUIRE(completion);
  return completion->text;
}

std::string error_of(const HttpAnswer& answer) {
  CHECK(codec.read(answer, endpoint).disposition == Disposition::Good);
  const auto completion = codec.completion(answer, endpoint);
  REQUIRE_FALSE(completion);
  CHECK(completion.error().fault == Fault::Service);
  return completion.error().message;
}

}  // namespace

TEST_CASE("a message is one canonical text with a prompt to cache") {
  CHECK(codec.body(request_with(""), endpoint, SchemaMode::Enforced) ==
        R"({"model":"model-1","max_tokens":4096,"system":[{"type":"text",)"
        R"("text":"You read documents.","cache_control":{"type":"ephemeral"}}],)"
        R"("messages":[{"role":"user","content":"# SMA\n\"cross\""}]})");
  Request bare = request_with("");
  bare.system.clear();
  CHECK(codec.body(bare, endpoint, SchemaMode::Enforced) ==
        R"({"model":"model-1","max_tokens":4096,)"
        R"("messages":[{"role":"user","content":"# SMA\n\"cross\""}]})");
}

TEST_CASE("a schema is a tool that has to be used, unless it is only stated") {
  const Request request = request_with(R"({"type": "object", "properties": {"b": {}, "a": {}}})");
  CHECK(
      codec.body(request, endpoint, SchemaMode::Enforced)
          .ends_with(R"(,"tools":[{"name":"extract_spec","description":"Takes the answer: call it )"
                     R"(once, with all of it.","input_schema":{"type":"object",)"
                     R"("properties":{"b":{},"a":{}}}}],)"
                     R"("tool_choice":{"type":"tool","name":"extract_spec"}})"));
  CHECK(codec.body(request, endpoint, SchemaMode::Stated) ==
        codec.body(request_with(""), endpoint, SchemaMode::Enforced));
}

TEST_CASE("a message goes to /v1/messages below the base URL, which may have the /v1") {
  const HttpRequest request = codec.http("{}", endpoint);
  CHECK(request.method == "POST");
  CHECK(request.url == "https://api.anthropic.com/v1/messages");
  REQUIRE(request.headers.size() == 3);
  CHECK(request.headers[0].value == "application/json");
  CHECK(request.headers[1].name == "anthropic-version");
  CHECK(request.headers[1].value == "2023-06-01");
  CHECK(request.headers[2].name == "x-api-key");
  CHECK(request.headers[2].value == endpoint.key);
  CHECK(codec.http("", endpoint_at("http://localhost:8080/anthropic/v1/")).url ==
        "http://localhost:8080/anthropic/v1/messages");
}

TEST_CASE("the text of a message is its text blocks, joined") {
  CHECK(text_of(message(R"([{"type":"text","text":"one "},{"type":"text","text":"two"}])")) ==
        "one two");
  CHECK(text_of(message(R"([{"type":"thinking","thinking":"hm","signature":"s"},
                            {"type":"redacted_thinking","data":"x"},
                            {"type":"text","text":"x"}])")) == "x");
  CHECK(text_of(message("[]")).empty());
  CHECK(text_of(message(R"([{"type":"text","text":"x"}])", "stop_sequence")) == "x");
}

TEST_CASE("the input of a tool is the text, wherever it stands") {
  CHECK(text_of(message(R"([{"type":"text","text":"I will."},
                            {"type":"tool_use","id":"t","name":"n","input":{"a":0.62,"b":[1,null]}}])",
                        "tool_use")) == R"({"a":0.62,"b":[1,null]})");
  CHECK(text_of(message(R"([{"type":"tool_use","name":"n","input":{}}])", "tool_use")) == "{}");
  // Two answers are not joined into one: the reader of the text says that there are two.
  CHECK(text_of(message(R"([{"type":"tool_use","name":"n","input":{"a":1}},
                            {"type":"tool_use","name":"n","input":{"a":2}}])",
                        "tool_use")) == "{\"a\":1}\n{\"a\":2}");
}

TEST_CASE("a refusal, a cut and a pause are errors") {
  CHECK(error_of(message("[]", "refusal")) == "model-1 refused to answer");
  CHECK(error_of(message(R"([{"type":"text","text":"I won't."}])", "refusal")) ==
        "model-1 refused to answer: 'I won't.'");
  CHECK(error_of(message(R"([{"type":"text","text":"{"}])", "max_tokens")) ==
        "the answer of model-1 was cut at the limit of 4096 tokens, thinking included; raise the "
        "model's max_output");
  CHECK(error_of(message("[]", "model_context_window_exceeded")) ==
        "the answer of model-1 was cut where its context window ends; choose a model with a larger "
        "one");
  CHECK(error_of(message("[]", "pause_turn")) ==
        "the answer of model-1 is not whole: it ended with 'pause_turn'");
}

TEST_CASE("the input of a message is what was fresh, read and written") {
  const Usage usage = codec.usage(message("[]", "max_tokens",
                                          R"({"input_tokens":21,"cache_creation_input_tokens":188,
                                              "cache_read_input_tokens":1024,"output_tokens":41})"));
  CHECK(usage.input == 1233);  // 21 + 188 + 1024
  CHECK(usage.cached == 1024);
  CHECK(usage.cache_write == 188);
  CHECK(usage.output == 41);
  const Usage bare = codec.usage(
      message("[]", "end_turn", R"({"input_tokens":7,"cache_read_input_tokens":null})"));
  CHECK(bare.input == 7);
  CHECK(codec.usage(message("[]", "end_turn", "null")).input == 0);
}

TEST_CASE("a 200 without a message is tried again") {
  for (const char* body :
       {"", "{", "[]", "{}", R"({"type":"message"})", R"({"content":"x"})",
        R"({"type":"error","error":{"type":"overloaded_error","message":"m"}})",
        R"({"type":"error","content":[]})", "event: message_start\ndata: {}\n"}) {
    CAPTURE(body);
    CHECK(codec.read(http_answer(200, body), endpoint).disposition == Disposition::Retry);
    CHECK_FALSE(codec.completion(http_answer(200, body), endpoint));
  }
}

TEST_CASE("a model that no tool can be forced on lacks schemas") {
  const auto lacks = [](int status, const std::string& text) {
    return codec.lacks_schemas(http_answer(
        status, R"({"type":"error","error":{"type":"invalid_request_error","message":")" + text +
                    R"("}})"));
  };
  CHECK(lacks(400, "tool_choice forces tool use is not compatible with this model"));
  CHECK(lacks(400, "Thinking may not be enabled when tool_choice forces tool use."));
  CHECK(lacks(400, "tools.0.custom.input_schema: JSON schema is invalid."));
  CHECK_FALSE(lacks(400, "max_tokens: Field required"));
  CHECK_FALSE(lacks(529, "tool_choice"));
}
