#include "compiler/llm/anthropic_messages.hpp"

#include "compiler/llm/completion_json.hpp"
#include "compiler/llm/service_error.hpp"

#include <algorithm>
#include <array>

namespace stratgen {
namespace {

using nlohmann::json;

// The body of a message; null where it is none.
json message_in(const HttpAnswer& answer) {
  auto body = json_body(answer);
  const bool is_message = body && body->contains("content") && (*body)["content"].is_array() &&
                          body->value("type", json("message")) == "message";
  return is_message ? std::move(*body) : json();
}

// The input of each tool that was used, as JSON; without one the text, which may stand in several
// blocks. Other blocks are thinking.
std::string answer_in(const json& message) {
  std::string text;
  std::string inputs;
  for (const json& block : message["content"]) {
    if (!block.is_object()) continue;
    const std::string type = text_at(block, "type");
    if (type == "text") text += text_at(block, "text");
    if (type != "tool_use" || !block.contains("input")) continue;
    if (!inputs.empty()) inputs += '\n';
    inputs += block["input"].dump();
  }
  return inputs.empty() ? text : inputs;
}

}  // namespace

std::string AnthropicMessages::body(const Request& request, const Endpoint& endpoint,
                                    SchemaMode mode) const {
  RequestJson body = {{"model", endpoint.model}, {"max_tokens", endpoint.max_output}};
  if (!request.system.empty()) {  // an empty block is an error 400
    RequestJson block = {{"type", "text"}, {"text", request.system}};
    block["cache_control"] = {{"type", "ephemeral"}};
    body["system"] = RequestJson::array({std::move(block)});
  }
  body["messages"] = RequestJson::array({{{"role", "user"}, {"content", request.user}}});
  if (!request.schema.empty() && mode == SchemaMode::Enforced) {
    RequestJson tool = {{"name", to_string(request.task)},
                        {"description", "Takes the answer: call it once, with all of it."}};
    tool["input_schema"] = request_schema(request);
    body["tools"] = RequestJson::array({std::move(tool)});
    body["tool_choice"] = {{"type", "tool"}, {"name", to_string(request.task)}};
  }
  return request_text(body);
}

HttpRequest AnthropicMessages::http(std::string body, const Endpoint& endpoint) const {
  const std::string_view base = trimmed_url(endpoint.base_url);
  HttpRequest request{
      .method = "POST",
      .url = std::string(base) + (base.ends_with("/v1") ? "/messages" : "/v1/messages"),
      .headers = {{"Content-Type", "application/json"}, {"anthropic-version", "2023-06-01"}},
      .body = std::move(body)};
  if (!endpoint.key.empty()) request.headers.push_back({"x-api-key", endpoint.key});
  return request;
}

Reading AnthropicMessages::read(const HttpAnswer& answer, const Endpoint& endpoint) const {
  if (answer.status < 200 || answer.status > 299) {
    return read_failure(answer, endpoint, "check the base URL");
  }
  if (message_in(answer).is_null()) return read_broken(answer, endpoint);
  return {};
}

Result<Completion> AnthropicMessages::completion(const HttpAnswer& answer,
                                                 const Endpoint& endpoint) const {
  const json message = message_in(answer);
  if (message.is_null()) return fail(Fault::Service, read_broken(answer, endpoint).why);
  const std::string reason = text_at(message, "stop_reason");
  if (reason == "refusal") return refused_by_model(answer_in(message), endpoint);
  if (reason == "max_tokens") return cut_at_limit(endpoint);
  if (reason == "model_context_window_exceeded") return cut_at_window(endpoint);
  if (reason != "end_turn" && reason != "tool_use" && reason != "stop_sequence") {
    return ended_early(reason, endpoint);
  }
  return completion_of(answer_in(message), usage(answer), answer, endpoint);
}

// `input_tokens` counts what was neither read from the cache nor written to it.
Usage AnthropicMessages::usage(const HttpAnswer& answer) const {
  const json body = json_body(answer).value_or(json::object());
  const json counts = body.value("usage", json());
  if (!counts.is_object()) return {};
  Usage usage{.cached = count_at(counts, "cache_read_input_tokens"),
              .cache_write = count_at(counts, "cache_creation_input_tokens"),
              .output = count_at(counts, "output_tokens")};
  usage.input = count_at(counts, "input_tokens") + usage.cached + usage.cache_write;
  return usage;
}

// "tool_choice forces tool use is not compatible with this model", "tool_choice: type "tool" and
// "any" are not supported for this model", "Thinking may not be enabled when tool_choice forces
// tool use", "tools.0.custom.input_schema: JSON schema is invalid".
bool AnthropicMessages::lacks_schemas(const HttpAnswer& answer) const {
  if (answer.status != 400 && answer.status != 422) return false;
  const std::string message = service_error(answer).message;
  constexpr std::array<std::string_view, 3> words = {"tool_choice", "tools", "input_schema"};
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return message.find(word) != message.npos; });
}

}  // namespace stratgen
