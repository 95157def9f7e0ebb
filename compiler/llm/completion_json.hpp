// What the JSON of both families of services has in common.
#pragma once

#include "compiler/llm/codec.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace stratgen {

// Keeps the order of members: a schema's order is the order in which a model answers.
using RequestJson = nlohmann::ordered_json;

// The text of a request's body.
std::string request_text(const RequestJson& body);

// Request::schema as JSON.
RequestJson request_schema(const Request& request);

// `base_url` without slashes at its end.
std::string_view trimmed_url(std::string_view base_url);

// object[key] as a count; 0 where it is missing, null or no number above 0.
std::int64_t count_at(const nlohmann::json& object, const char* key);

// object[key] as text; "" where it is missing, null or no text.
std::string text_at(const nlohmann::json& object, const char* key);

// The ways in which an answer is none, as Errors (Fault::Service).
tl::unexpected<Error> refused_by_model(std::string_view reason, const Endpoint& endpoint);
tl::unexpected<Error> cut_at_limit(const Endpoint& endpoint);
tl::unexpected<Error> cut_at_window(const Endpoint& endpoint);
tl::unexpected<Error> ended_early(std::string_view reason, const Endpoint& endpoint);

Completion completion_of(std::string text, const Usage& usage, const HttpAnswer& answer,
                         const Endpoint& endpoint);

}  // namespace stratgen
