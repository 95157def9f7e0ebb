#include "compiler/llm/openai_chat.hpp"

#include "compiler/llm/completion_json.hpp"
#include "compiler/llm/service_error.hpp"

#include <algorithm>
#include <array>

namespace stratgen {
namespace {

using nlohmann::json;

// What `strict` knows of JSON schema (OpenAI's guide "Structured Outputs"). Anything else is an
// error 400 there, so a schema that needs it is sent without `strict`.
bool is_known_keyword(std::string_view keyword) {
  constexpr std::array<std::string_view, 20> known = {"type",
                                                      "properties",
                                                      "required",
                                                      "additionalProperties",
                                                      "items",
                                                      "enum",
                                                      "const",
                                                      "anyOf",
                                                      "$ref",
                                                      "$defs",
                                                      "title",
                                                      "minimum",
                                                      "maximum",
                                                      "exclusiveMinimum",
                                                      "exclusiveMaximum",
                                                      "minItems",
                                                      "maxItems",
                                                      "pattern",
                                                      "multipleOf",
                                                      "description"};
  return std::find(known.begin(), known.end(), keyword) != known.end();
}

// A schema's schemas within it, by name (properties, $defs) or in a list (anyOf).
bool all_fit_strict(const RequestJson& schemas);

bool is_closed_object(const RequestJson& schema) {
  const RequestJson properties = schema.value("properties", RequestJson::object());
  const RequestJson required = schema.value("required", RequestJson::array());
  return schema.contains("additionalProperties") && schema["additionalProperties"] == false &&
         std::all_of(
             properties.items().begin(), properties.items().end(), [&](const auto& property) {
               return std::find(required.begin(), required.end(), property.key()) != required.end();
             });
}

bool fits_strict(const RequestJson& schema) {
  if (!schema.is_object()) return false;
  for (const auto& [keyword, value] : schema.items()) {
    if (!is_known_keyword(keyword)) return false;
    const bool holds_schemas = keyword == "properties" || keyword == "$defs" || keyword == "anyOf";
    if (holds_schemas && !all_fit_strict(value)) return false;
    if (keyword == "items" && !fits_strict(value)) return false;
  }
  const RequestJson type = schema.value("type", RequestJson());
  const bool is_object = type == "object" || (type.is_array() && std::find(type.begin(), type.end(),
                                                                           "object") != type.end());
  return !is_object || is_closed_object(schema);
}

bool all_fit_strict(const RequestJson& schemas) {
  return std::all_of(schemas.begin(), schemas.end(), fits_strict);
}

RequestJson response_format(const Request& request) {
  RequestJson schema = request_schema(request);
  const bool strict =
      schema.is_object() && schema.value("type", RequestJson()) == "object" && fits_strict(schema);
  return {{"type", "json_schema"},
          {"json_schema",
           {{"name", to_string(request.task)}, {"strict", strict}, {"schema", std::move(schema)}}}};
}

// The first choice of a chat completion; null where the body is none.
json first_choice(const HttpAnswer& answer) {
  auto body = json_body(answer);
  if (!body) return {};
  const auto choices = body->find("choices");
  if (choices == body->end() || !choices->is_array() || choices->empty()) return {};
  json& choice = choices->front();
  const bool has_message =
      choice.is_object() && choice.contains("message") && choice["message"].is_object();
  return has_message ? std::move(choice) : json();
}

// A content is a text, null, or a list of parts; parts of another type are thinking or a refusal.
std::string content_text(const json& message) {
  const auto content = message.find("content");
  if (content == message.end() || !content->is_array()) return text_at(message, "content");
  std::string text;
  for (const json& part : *content) {
    if (part.is_object() && part.value("type", json()) == "text") text += text_at(part, "text");
  }
  return text;
}

std::string refusal_text(const json& message) {
  std::string refusal = text_at(message, "refusal");
  const auto content = message.find("content");
  if (!refusal.empty() || content == message.end() || !content->is_array()) return refusal;
  for (const json& part : *content) {
    if (part.is_object()) refusal += text_at(part, "refusal");
  }
  return refusal;
}

// Without the thinking that a server leaves before the answer: "<think>...</think>", of which some
// templates give the end only. Thinking without an end has no answer behind it.
std::string without_thinking(std::string text) {
  constexpr std::string_view end = "</think>";
  const std::size_t at = text.find(end);
  if (at != text.npos) return text.substr(at + end.size());
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  const bool only_thinks =
      first != text.npos && std::string_view(text).substr(first).starts_with("<think>");
  return only_thinks ? std::string{} : text;
}

}  // namespace

std::string OpenAiChat::body(const Request& request, const Endpoint& endpoint,
                             SchemaMode mode) const {
  RequestJson body = {{"model", endpoint.model}};
  body["messages"] = RequestJson::array();
  if (!request.system.empty()) {
    body["messages"].push_back({{"role", "system"}, {"content", request.system}});
  }
  body["messages"].push_back({{"role", "user"}, {"content", request.user}});
  // OpenAI's models that think refuse the older name; other servers know only that.
  body[dialect_ == Dialect::OpenAi ? "max_completion_tokens" : "max_tokens"] = endpoint.max_output;
  if (!request.schema.empty() && mode == SchemaMode::Enforced) {
    body["response_format"] = response_format(request);
  }
  return request_text(body);
}

HttpRequest OpenAiChat::http(std::string body, const Endpoint& endpoint) const {
  HttpRequest request{.method = "POST",
                      .url = std::string(trimmed_url(endpoint.base_url)) + "/chat/completions",
                      .headers = {{"Content-Type", "application/json"}},
                      .body = std::move(body)};
  if (!endpoint.key.empty()) request.headers.push_back({"Authorization", "Bearer " + endpoint.key});
  return request;
}

Reading OpenAiChat::read(const HttpAnswer& answer, const Endpoint& endpoint) const {
  if (answer.status < 200 || answer.status > 299) {
    const bool has_version = trimmed_url(endpoint.base_url).ends_with("/v1");
    return read_failure(answer, endpoint,
                        has_version ? "check the base URL" : "the base URL may lack /v1");
  }
  if (first_choice(answer).is_null()) return read_broken(answer, endpoint);
  return {};
}

Result<Completion> OpenAiChat::completion(const HttpAnswer& answer,
                                          const Endpoint& endpoint) const {
  const json choice = first_choice(answer);
  if (choice.is_null()) return fail(Fault::Service, read_broken(answer, endpoint).why);
  const json& message = choice["message"];
  const std::string reason = text_at(choice, "finish_reason");
  const std::string refusal = refusal_text(message);
  if (!refusal.empty()) return refused_by_model(refusal, endpoint);
  if (reason == "content_filter") return refused_by_model("the service's content filter", endpoint);
  if (reason == "length") return cut_at_limit(endpoint);
  if (reason != "stop") return ended_early(reason, endpoint);
  std::string text = content_text(message);
  if (dialect_ == Dialect::Compatible) text = without_thinking(std::move(text));
  return completion_of(std::move(text), usage(answer), answer, endpoint);
}

Usage OpenAiChat::usage(const HttpAnswer& answer) const {
  const json body = json_body(answer).value_or(json::object());
  const json counts = body.value("usage", json());
  if (!counts.is_object()) return {};
  const json details = counts.value("prompt_tokens_details", json());
  Usage usage{.input = count_at(counts, "prompt_tokens"),
              .output = count_at(counts, "completion_tokens")};
  if (details.is_object()) {
    usage.cached = std::min(count_at(details, "cached_tokens"), usage.input);
    usage.cache_write =
        std::min(count_at(details, "cache_write_tokens"), usage.input - usage.cached);
  }
  return usage;
}

// Told by the words of OpenAI ("Invalid parameter: 'response_format' of type 'json_schema' is not
// supported with this model"), vLLM and llama.cpp ("failed to parse grammar").
bool OpenAiChat::lacks_schemas(const HttpAnswer& answer) const {
  if (answer.status != 400 && answer.status != 422) return false;
  const ServiceError error = service_error(answer);
  constexpr std::array<std::string_view, 5> words = {"response_format", "json_schema", "grammar",
                                                     "guided", "structured output"};
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return error.message.find(word) != error.message.npos ||
           error.param.find(word) != error.param.npos;
  });
}

}  // namespace stratgen
