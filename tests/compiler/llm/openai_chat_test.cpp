#include "compiler/llm/openai_chat.hpp"

#include "compiler/spec/param_ranges.hpp"
#include "compiler/spec/spec.hpp"
#include "runtime/base/hash.hpp"
#include "tests/compiler/llm/http_answers.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace stratgen;
using nlohmann::json;

namespace {

const OpenAiChat openai(OpenAiChat::Dialect::OpenAi);
const OpenAiChat compatible(OpenAiChat::Dialect::Compatible);
const Endpoint endpoint = endpoint_at("https://api.openai.com/v1");

// A schema of the strict subset.
const std::string closed_schema =
    R"({"type":"object","additionalProperties":false,"required":["b","a"],"properties":{
        "b":{"type":"array","items":{"type":"number"}},"a":{"type":["string","null"]}}})";

HttpAnswer chat(const std::string& message, const std::string& finish_reason = "\"stop\"",
                const std::string& usage = "null") {
  return http_answer(
      200, R"({"id":"c","object":"chat.completion","choices":[{"index":0,"message":)" + message +
               R"(,"finish_reason":)" + finish_reason + R"(}],"usage":)" + usage + "}");
}

std::string text_of(const OpenAiChat& codec, const HttpAnswer& answer) {
  REQUIRE(codec.read(answer, endpoint).disposition == Disposition::Good);
  const auto completion = codec.completion(answer, endpoint);
  REQUIRE(completion);
  return completion->text;
}

std::string error_of(const HttpAnswer& answer) {
  CHECK(openai.read(answer, endpoint).disposition == Disposition::Good);
  const auto completion = openai.completion(answer, endpoint);
  REQUIRE_FALSE(completion);
  CHECK(completion.error().fault == Fault::Service);
  return completion.error().message;
}

bool is_strict(const std::string& schema) {
  const json body = json::parse(openai.body(request_with(schema), endpoint, SchemaMode::Enforced));
  return body["response_format"]["json_schema"]["strict"].get<bool>();
}

}  // namespace

TEST_CASE("a request is one canonical text") {
  CHECK(openai.body(request_with(""), endpoint, SchemaMode::Enforced) ==
        R"({"model":"model-1","messages":[{"role":"system","content":"You read documents."},)"
        R"({"role":"user","content":"# SMA\n\"cross\""}],"max_completion_tokens":4096})");
  CHECK(compatible.body(request_with(""), endpoint, SchemaMode::Enforced) ==
        R"({"model":"model-1","messages":[{"role":"system","content":"You read documents."},)"
        R"({"role":"user","content":"# SMA\n\"cross\""}],"max_tokens":4096})");
}

TEST_CASE("a schema goes with the request, in its own order, unless it is only stated") {
  const Request request = request_with(R"({"type": "object", "properties": {"b": {}, "a": {}}})");
  const std::string enforced = openai.body(request, endpoint, SchemaMode::Enforced);
  CHECK(enforced.ends_with(
      R"(,"response_format":{"type":"json_schema","json_schema":{"name":"extract_spec",)"
      R"("strict":false,"schema":{"type":"object","properties":{"b":{},"a":{}}}}}})"));
  for (const OpenAiChat* codec : {&openai, &compatible}) {
    CHECK(codec->body(request, endpoint, SchemaMode::Stated) ==
          codec->body(request_with(""), endpoint, SchemaMode::Enforced));
  }
}

TEST_CASE("a schema is strict where strict knows all of it") {
  CHECK(is_strict(closed_schema));
  CHECK_FALSE(is_strict(R"({"type":"object"})"));
  CHECK_FALSE(is_strict(R"({"type":"array","items":{"type":"number"}})"));
  // An open map, a property that is not required, a keyword of the full language.
  CHECK_FALSE(is_strict(R"({"type":"object","additionalProperties":{"type":"number"}})"));
  CHECK_FALSE(is_strict(R"({"type":"object","additionalProperties":false,"properties":{"a":{}}})"));
  CHECK_FALSE(is_strict(R"({"type":"object","additionalProperties":false,"allOf":[]})"));
  // The same deeper down.
  const auto nested = [](const std::string& inner) {
    return R"({"type":"object","additionalProperties":false,"required":["a"],"properties":{"a":)" +
           inner + "}}";
  };
  CHECK(is_strict(nested(R"({"anyOf":[{"type":"null"},)" + closed_schema + "]}")));
  CHECK_FALSE(is_strict(nested(R"({"anyOf":[{"type":"null"},{"type":"object"}]})")));
  CHECK_FALSE(is_strict(nested(R"({"type":"array","items":{"type":["object","null"]}})")));
  CHECK_FALSE(is_strict(nested(R"({"type":"string","maxLength":5})")));
  CHECK_FALSE(is_strict(std::string(spec_schema())));
  CHECK_FALSE(is_strict(std::string(param_ranges_schema())));
}

TEST_CASE("a request goes to the path below the base URL, with the key if there is one") {
  const auto header = [](const HttpRequest& request, std::string_view name) {
    for (const HttpHeader& h : request.headers) {
      if (h.name == name) return h.value;
    }
    return std::string("none");
  };
  const HttpRequest request = openai.http("{}", endpoint);
  CHECK(request.method == "POST");
  CHECK(request.url == "https://api.openai.com/v1/chat/completions");
  CHECK(request.body == "{}");
  CHECK(header(request, "Content-Type") == "application/json");
  CHECK(header(request, "Authorization") == "Bearer sk-test-0123456789abcdef");
  Endpoint local = endpoint_at("http://localhost:11434/v1/");
  local.key.clear();
  CHECK(compatible.http("{}", local).url == "http://localhost:11434/v1/chat/completions");
  CHECK(header(compatible.http("{}", local), "Authorization") == "none");
}

TEST_CASE("the text of an answer is its content") {
  CHECK(text_of(openai, chat(R"({"role":"assistant","content":"{\"a\": 1}\n","refusal":null})")) ==
        "{\"a\": 1}\n");
  CHECK(text_of(openai, chat(R"({"content":[{"type":"text","text":"one "},
                                 {"type":"thinking","thinking":"x","text":"x"},
                                 {"type":"text","text":"two"}]})")) == "one two");
  CHECK(text_of(openai, chat(R"({"content":null,"reasoning_content":"hm"})")).empty());
  CHECK(text_of(openai, chat(R"({"reasoning":"hm"})")).empty());
}

TEST_CASE("an answer in a body of another content type is still an answer") {
  HttpAnswer answer = chat(R"({"content":"x"})");
  answer.headers.front().value = "text/plain";
  CHECK(text_of(openai, answer) == "x");
}

TEST_CASE("a completion has its hash, model, usage and seconds") {
  const auto completion = openai.completion(
      chat(R"({"content":"x"})", "\"stop\"", R"({"prompt_tokens":10,"completion_tokens":3})"),
      endpoint);
  REQUIRE(completion);
  CHECK(completion->hash == sha256(std::string_view("x")));
  CHECK(completion->model == "model-1");
  CHECK(completion->seconds == 1.5);
  CHECK(completion->usage.input == 10);
  CHECK(completion->usage.output == 3);
}

TEST_CASE("thinking before an answer is passed over, with compatible servers only") {
  const HttpAnswer thought = chat(R"({"content":"<think>\nhm {}\n</think>\n{\"a\":1}"})");
  CHECK(text_of(compatible, thought) == "\n{\"a\":1}");
  CHECK(text_of(openai, thought) == "<think>\nhm {}\n</think>\n{\"a\":1}");
  CHECK(text_of(compatible, chat(R"({"content":"hm\n</think>x"})")) == "x");
  CHECK(text_of(compatible, chat(R"({"content":" <think> without an end"})")).empty());
  CHECK(text_of(compatible, chat(R"({"content":"std::vector<think> x;"})")) ==
        "std::vector<think> x;");
}

TEST_CASE("a refusal, a cut and another end are errors") {
  CHECK(error_of(chat(R"({"content":null,"refusal":"I can't help with that."})")) ==
        "model-1 refused to answer: 'I can't help with that.'");
  CHECK(error_of(chat(R"({"content":[{"type":"refusal","refusal":"No."}]})")) ==
        "model-1 refused to answer: 'No.'");
  CHECK(error_of(chat(R"({"content":""})", "\"content_filter\"")) ==
        "model-1 refused to answer: 'the service's content filter'");
  CHECK(error_of(chat(R"({"content":"{\"a\""})", "\"length\"")) ==
        "the answer of model-1 was cut at the limit of 4096 tokens, thinking included; raise the "
        "model's max_output");
  for (const char* reason : {"\"tool_calls\"", "\"function_call\"", "null", "7"}) {
    CAPTURE(reason);
    CHECK(error_of(chat(R"({"content":"x"})", reason)).starts_with("the answer of model-1 is not"));
  }
}

TEST_CASE("usage is counted, whatever of it is there") {
  const auto usage = [](const std::string& counts) {
    return openai.usage(chat(R"({"content":"x"})", "\"length\"", counts));
  };
  const Usage all = usage(R"({"prompt_tokens":2000,"completion_tokens":300,"total_tokens":2300,
                              "prompt_tokens_details":{"cached_tokens":1024,"cache_write_tokens":512}})");
  CHECK(all.input == 2000);
  CHECK(all.cached == 1024);
  CHECK(all.cache_write == 512);
  CHECK(all.output == 300);
  CHECK(usage(R"({"prompt_tokens":5,"prompt_tokens_details":null})").input == 5);
  CHECK(usage(R"({"prompt_tokens":5,"prompt_tokens_details":{"cached_tokens":null}})").cached == 0);
  // More cached than there was would make the rest negative.
  CHECK(
      usage(
          R"({"prompt_tokens":5,"prompt_tokens_details":{"cached_tokens":9,"cache_write_tokens":9}})")
          .cached == 5);
  for (const char* none : {"null", "[]", "{}", R"({"prompt_tokens":"5"})",
                           R"({"prompt_tokens":-5})", R"({"prompt_tokens":1e300})"}) {
    CAPTURE(none);
    CHECK(usage(none).input == 0);
  }
}

TEST_CASE("a 200 without a chat completion is tried again") {
  for (const char* body :
       {"", "null", "{", "[]", "{}", R"({"choices":null})", R"({"choices":[]})",
        R"({"choices":[{}]})", R"({"choices":[{"message":null}]})", "data: {}\n\ndata: [DONE]\n",
        R"({"error":{"message":"overloaded"}})", "<html></html>",
        R"({"choices":[{"message":{"content":"x"},"finish_reason":"stop"}]} trailing)",
        R"({"choices":[{"message":{"content":NaN},"finish_reason":"stop"}]})",
        "{\"choices\":[{\"message\":{\"content\":\"\xff\"},\"finish_reason\":\"stop\"}]}",
        R"({'choices':[{'message':{'content':'x'},'finish_reason':'stop'}]})"}) {
    CAPTURE(body);
    CHECK(openai.read(http_answer(200, body), endpoint).disposition == Disposition::Retry);
    CHECK_FALSE(openai.completion(http_answer(200, body), endpoint));
    CHECK(openai.usage(http_answer(200, body)).input == 0);
  }
}

TEST_CASE("a path that is not found hints at the missing /v1") {
  const HttpAnswer none = http_answer(404, "404 page not found", "text/plain");
  CHECK(compatible.read(none, endpoint_at("http://localhost:11434")).why ==
        "404: 404 page not found; the base URL may lack /v1");
  CHECK(compatible.read(none, endpoint_at("http://localhost:11434/v1/")).why ==
        "404: 404 page not found; check the base URL");
}

TEST_CASE("a service without schemas is known by its words") {
  const auto lacks = [](int status, const std::string& message, const std::string& param = "null") {
    return openai.lacks_schemas(
        http_answer(status, R"({"error":{"message":")" + message + R"(","param":)" + param + "}}"));
  };
  CHECK(lacks(400, "Invalid parameter: 'response_format' of type 'json_schema' is not supported"));
  CHECK(lacks(400, "Unsupported", "\"response_format\""));
  CHECK(lacks(400, "failed to parse grammar"));
  CHECK(lacks(422, "response_format: Extra inputs are not permitted"));
  CHECK_FALSE(lacks(400, "This model's maximum context length is 128000 tokens.", "\"messages\""));
  CHECK_FALSE(lacks(401, "response_format"));
  CHECK_FALSE(lacks(500, "response_format"));
  CHECK_FALSE(openai.lacks_schemas(http_answer(400, "")));
}
