// The codecs against answers of the services as collected elsewhere, and their requests against the
// services' own descriptions. What each sample stands for is said by its name and by ORIGINS.md
// beside it.
#include "compiler/llm/codec.hpp"
#include "compiler/spec/param_ranges.hpp"
#include "compiler/spec/spec.hpp"
#include "runtime/base/file.hpp"
#include "tests/compiler/llm/http_answers.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include <filesystem>
#include <map>
#include <optional>

using namespace stratgen;
using nlohmann::json;

namespace {

const std::filesystem::path apis = STRATGEN_APIS_DIR;

// What a sample has to come to.
struct Expected {
  int status = 200;
  Disposition disposition = Disposition::Good;
  std::optional<std::string> text = std::nullopt;  // of the completion
  std::string says = {};                           // of the error or of the reading, a part
};

const std::string signal_json = R"({"direction":"up","confidence":0.62})";

const std::map<std::string, Expected> openai_samples = {
    {"chat_structured.json", {.text = signal_json}},
    {"chat_fenced_json.json",
     {.text = "Here is the JSON:\n```json\n{\"direction\":\"up\",\"confidence\":\"0.62\"}\n```"}},
    {"chat_refusal.json", {.says = "refused to answer: 'I'm"}},
    {"chat_content_filter.json", {.says = "content filter"}},
    {"chat_length_truncated_json.json", {.says = "cut at the limit"}},
    {"chat_tool_call.json", {.says = "ended with 'tool_calls'"}},
    {"chat_stream.sse", {.disposition = Disposition::Retry, .says = "not whole JSON"}},
    {"embeddings.json", {.disposition = Disposition::Retry, .says = "without a completion"}},
    {"err_400_context.json",
     {400, Disposition::Refused, {}, "context_length_exceeded: This model's"}},
    {"err_400_schema.json", {400, Disposition::Refused, {}, "Invalid schema for response_format"}},
    {"err_401.json",
     {401, Disposition::Closed, {}, "invalid_api_key: Incorrect API key provided: [key]"}},
    {"err_404_model.json", {404, Disposition::Refused, {}, "choose another model than 'model-1'"}},
    {"err_429_quota.json", {429, Disposition::Closed, {}, "insufficient_quota: You exceeded"}},
    {"err_429_rate.json", {429, Disposition::Retry, {}, "rate_limit_exceeded: Rate limit reached"}},
    {"err_500.json", {500, Disposition::Retry, {}, "500 server_error: The server had an error"}},
    {"err_503.json", {503, Disposition::Retry, {}, "503 server_error: The engine is currently"}},
    {"llamacpp_503_loading.json",
     {503, Disposition::Retry, {}, "503 unavailable_error: Loading model"}},
    {"ollama_error_native.json",
     {404, Disposition::Refused, {}, "404: model \"llama3\" not found"}},
    {"vllm_error.json", {404, Disposition::Refused, {}, "404 NotFoundError: The model `x` does"}},
};

const std::map<std::string, Expected> anthropic_samples = {
    {"message_text.json", {.text = signal_json}},
    // The members of a tool's input are sorted by name.
    {"message_tool_use.json", {.text = R"({"confidence":0.62,"direction":"up"})"}},
    {"message_text_then_tool.json", {.text = R"({"confidence":0.62,"direction":"up"})"}},
    {"message_cache_read.json", {.text = "ok"}},
    {"message_cache_write.json", {.text = "ok"}},
    {"message_max_tokens.json", {.says = "cut at the limit"}},
    {"message_refusal.json", {.says = "refused to answer"}},
    {"err_400.json",
     {400, Disposition::Refused, {}, "invalid_request_error: max_tokens: Field required"}},
    {"err_401.json", {401, Disposition::Closed, {}, "authentication_error: invalid x-api-key"}},
    {"err_403.json", {403, Disposition::Closed, {}, "permission_error: Your API key"}},
    {"err_404.json", {404, Disposition::Refused, {}, "model: claude-x; choose another model"}},
    {"err_413.json", {413, Disposition::Refused, {}, "request_too_large: Request exceeds"}},
    {"err_429.json", {429, Disposition::Retry, {}, "organization’s rate limit"}},
    {"err_500.json", {500, Disposition::Retry, {}, "api_error: Internal server error"}},
    {"err_529.json", {529, Disposition::Retry, {}, "529 overloaded_error: Overloaded"}},
    {"stream_basic_response.sse", {.disposition = Disposition::Retry, .says = "not whole JSON"}},
    {"stream_error_mid.sse", {.disposition = Disposition::Retry, .says = "not whole JSON"}},
    {"stream_incomplete_partial_json_response.sse",
     {.disposition = Disposition::Retry, .says = "not whole JSON"}},
    {"stream_refusal_response.sse", {.disposition = Disposition::Retry, .says = "not whole JSON"}},
    {"stream_tool_use_response.sse", {.disposition = Disposition::Retry, .says = "not whole JSON"}},
};

HttpAnswer sample(const std::string& service, const std::string& file, int status) {
  auto text = read_file(apis / "samples" / service / file);
  REQUIRE(text);
  return http_answer(status, std::move(*text),
                     file.ends_with(".sse") ? "text/event-stream" : "application/json");
}

void check_sample(const Codec& codec, const HttpAnswer& answer, const Expected& expected) {
  const Endpoint endpoint = endpoint_at("https://api.example.com/v1");
  const Reading reading = codec.read(answer, endpoint);
  CHECK(reading.disposition == expected.disposition);
  if (expected.disposition != Disposition::Good) {
    CAPTURE(reading.why);
    CHECK(reading.why.find(expected.says) != std::string::npos);
    return;
  }
  const auto completion = codec.completion(answer, endpoint);
  if (expected.text) {
    REQUIRE(completion);
    CHECK(completion->text == *expected.text);
  } else {
    REQUIRE_FALSE(completion);
    CAPTURE(completion.error().message);
    CHECK(completion.error().message.find(expected.says) != std::string::npos);
  }
}

void check_samples(CodecKind kind, const std::string& service,
                   const std::map<std::string, Expected>& samples) {
  const auto codec = make_codec(kind);
  std::size_t found = 0;
  for (const auto& file : std::filesystem::directory_iterator(apis / "samples" / service)) {
    const std::string name = file.path().filename().string();
    CAPTURE(name);
    const auto expected = samples.find(name);
    REQUIRE(expected != samples.end());
    check_sample(*codec, sample(service, name, expected->second.status), expected->second);
    ++found;
  }
  CHECK(found == samples.size());
}

// Whether a request's body holds to a schema of an OpenAPI description, and if not, why.
std::string violations(const json& description, const std::string& name, const std::string& body) {
  // The description's own references are kept true by placing its schemas where they point.
  const json root = {{"$ref", "#/components/schemas/" + name},
                     {"components", description["components"]}};
  valijson::Schema schema;
  valijson::SchemaParser(valijson::SchemaParser::kDraft7)
      .populateSchema(valijson::adapters::NlohmannJsonAdapter(root), schema);
  const json value = json::parse(body);
  valijson::Validator validator(valijson::Validator::kStrongTypes);
  valijson::ValidationResults results;
  validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(value), &results);
  std::string text;
  valijson::ValidationResults::Error error;
  while (results.popError(error)) text += error.description + "\n";
  return text;
}

json description(const std::string& service) {
  const auto text = read_file(apis / "specs" / (service + ".json"));
  REQUIRE(text);
  return json::parse(*text);
}

void check_requests(CodecKind kind, const json& described, const std::string& name) {
  const auto codec = make_codec(kind);
  const Endpoint endpoint = endpoint_at("https://api.example.com/v1");
  const std::string closed =
      R"({"type":"object","additionalProperties":false,"required":["a"],"properties":{"a":{"type":"number"}}})";
  for (const std::string& schema :
       {std::string(), std::string(spec_schema()), std::string(param_ranges_schema()), closed}) {
    for (const SchemaMode mode : {SchemaMode::Enforced, SchemaMode::Stated}) {
      const std::string body = codec->body(request_with(schema), endpoint, mode);
      CAPTURE(body);
      CHECK(violations(described, name, body) == "");
    }
  }
}

}  // namespace

TEST_CASE("each sample of OpenAI and of compatible servers comes to what it stands for") {
  check_samples(CodecKind::OpenAi, "openai", openai_samples);
  check_samples(CodecKind::Compatible, "openai", openai_samples);
}

TEST_CASE("each sample of Anthropic comes to what it stands for") {
  check_samples(CodecKind::Anthropic, "anthropic", anthropic_samples);
}

TEST_CASE("the samples' usage is counted") {
  const auto openai = make_codec(CodecKind::OpenAi);
  const Usage chat = openai->usage(sample("openai", "chat_structured.json", 200));
  CHECK(chat.input == 52);
  CHECK(chat.cached == 0);
  CHECK(chat.output == 14);
  const auto anthropic = make_codec(CodecKind::Anthropic);
  const Usage read = anthropic->usage(sample("anthropic", "message_cache_read.json", 200));
  CHECK(read.input == 1909);  // 21 + 0 + 1888
  CHECK(read.cached == 1888);
  CHECK(read.cache_write == 0);
  const Usage write = anthropic->usage(sample("anthropic", "message_cache_write.json", 200));
  CHECK(write.input == 1909);
  CHECK(write.cache_write == 1888);
  CHECK(write.output == 41);
}

TEST_CASE("requests are what OpenAI describes") {
  const json openai = description("openai");
  check_requests(CodecKind::OpenAi, openai, "CreateChatCompletionRequest");
  check_requests(CodecKind::Compatible, openai, "CreateChatCompletionRequest");
  // The check itself: this one is wrong.
  CHECK(violations(openai, "CreateChatCompletionRequest",
                   R"({"model":"m","messages":[],"temperature":"hot"})") != "");
}

TEST_CASE("requests are what Anthropic describes") {
  const json anthropic = description("anthropic");
  check_requests(CodecKind::Anthropic, anthropic, "CreateMessageParams");
  CHECK(violations(anthropic, "CreateMessageParams",
                   R"({"model":"m","max_tokens":1,"messages":[],"extra":1})") != "");
}
