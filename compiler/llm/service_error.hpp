// What a service says where it gives no answer, and what that means for the call.
#pragma once

#include "compiler/llm/codec.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace stratgen {

// The body of an answer as a JSON object; nothing where it is not one.
std::optional<nlohmann::json> json_body(const HttpAnswer& answer);

// As the service wrote it: for messages, see foreign_text().
struct ServiceError {
  std::string kind;     // "rate_limit_exceeded", "overloaded_error", or ""
  std::string message;  // "" where the body is empty or a page
  std::string param;    // which part of the request is wrong, or ""
};

// Reads {"error": {"message", "type", "code", "param"}}, {"error": "text"}, {"message", "type"},
// {"detail": ...} and plain text. A code that is a number only repeats the status.
ServiceError service_error(const HttpAnswer& answer);

// An answer whose status is not 2xx. 401, 402, 403 and a used-up quota close the service; 408, 409,
// 429 and all of 5xx may pass; a redirect and all else is refused. `x-should-retry: false`, which
// OpenAI and Anthropic send, makes a retry a refusal. `path_hint` is what to do if it is the path
// that is not found.
Reading read_failure(const HttpAnswer& answer, const Endpoint& endpoint,
                     std::string_view path_hint);

// An answer with status 2xx that holds no completion, which happens to gateways: to be retried.
Reading read_broken(const HttpAnswer& answer, const Endpoint& endpoint);

}  // namespace stratgen
