#include "compiler/llm/completion_json.hpp"

#include "runtime/base/hash.hpp"
#include "runtime/http/foreign_text.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace stratgen {

std::string request_text(const RequestJson& body) {
  return body.dump(-1, ' ', false, RequestJson::error_handler_t::replace);
}

RequestJson request_schema(const Request& request) {
  RequestJson schema = RequestJson::parse(request.schema, nullptr, false);
  if (schema.is_discarded()) std::abort();  // the schemas are compiled in
  return schema;
}

std::string_view trimmed_url(std::string_view base_url) {
  while (base_url.ends_with('/')) base_url.remove_suffix(1);
  return base_url;
}

std::int64_t count_at(const nlohmann::json& object, const char* key) {
  const auto member = object.find(key);
  if (member == object.end() || !member->is_number()) return 0;
  const double count = member->get<double>();
  return count > 0 && count < 1e15 ? static_cast<std::int64_t>(count) : 0;
}

std::string text_at(const nlohmann::json& object, const char* key) {
  const auto member = object.find(key);
  return member != object.end() && member->is_string() ? member->get<std::string>() : std::string{};
}

tl::unexpected<Error> refused_by_model(std::string_view reason, const Endpoint& endpoint) {
  const std::string clean = foreign_text(reason, endpoint.key);
  return fail(Fault::Service,
              clean.empty() ? fmt::format("{} refused to answer", endpoint.model)
                            : fmt::format("{} refused to answer: '{}'", endpoint.model, clean));
}

tl::unexpected<Error> cut_at_limit(const Endpoint& endpoint) {
  return fail(Fault::Service,
              fmt::format("the answer of {} was cut at the limit of {} tokens, thinking included; "
                          "raise the model's max_output",
                          endpoint.model, endpoint.max_output));
}

tl::unexpected<Error> cut_at_window(const Endpoint& endpoint) {
  return fail(Fault::Service,
              fmt::format("the answer of {} was cut where its context window ends; choose a model "
                          "with a larger one",
                          endpoint.model));
}

tl::unexpected<Error> ended_early(std::string_view reason, const Endpoint& endpoint) {
  return fail(Fault::Service, fmt::format("the answer of {} is not whole: it ended with '{}'",
                                          endpoint.model, foreign_text(reason, endpoint.key)));
}

Completion completion_of(std::string text, const Usage& usage, const HttpAnswer& answer,
                         const Endpoint& endpoint) {
  std::string hash = sha256(text);
  return Completion{.text = std::move(text),
                    .origin = {},
                    .provider = {},
                    .model = endpoint.model,
                    .hash = std::move(hash),
                    .usage = usage,
                    .cost = 0.0,
                    .seconds = answer.seconds};
}

}  // namespace stratgen
