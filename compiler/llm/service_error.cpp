#include "compiler/llm/service_error.hpp"

#include "compiler/llm/completion_json.hpp"
#include "compiler/spec/json_text.hpp"
#include "runtime/http/foreign_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stratgen {
namespace {

using nlohmann::json;

std::string in_lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return lower;
}

bool is_page(const HttpAnswer& answer) {
  const std::string type = in_lower_case(answer.header("content-type"));
  const std::size_t first = answer.body.find_first_not_of(" \t\r\n");
  return type.find("html") != type.npos || (first != answer.body.npos && answer.body[first] == '<');
}

// FastAPI's: {"detail": "text"} or {"detail": [{"loc": [...], "msg": "text"}]}. The rest of such an
// entry repeats the request.
std::string detail_in(const json& body) {
  const auto detail = body.find("detail");
  if (detail == body.end() || !detail->is_array() || detail->empty())
    return text_at(body, "detail");
  const json& first = detail->front();
  if (!first.is_object()) return {};
  const auto place = first.find("loc");
  return (place == first.end() ? "" : place->dump() + ": ") + text_at(first, "msg");
}

ServiceError error_object(const json& object) {
  std::string code = text_at(object, "code");
  return {.kind = code.empty() ? text_at(object, "type") : std::move(code),
          .message = text_at(object, "message"),
          .param = text_at(object, "param")};
}

bool holds_error(const json& body) {
  const auto error = body.find("error");
  return (error != body.end() && !error->is_null()) || text_at(body, "object") == "error";
}

std::string described(const HttpAnswer& answer, const Endpoint& endpoint) {
  const ServiceError error = service_error(answer);
  const auto clean = [&](std::string_view text) { return foreign_text(text, endpoint.key); };
  std::string text = std::to_string(answer.status);
  if (!error.kind.empty()) text += ' ' + clean(error.kind);
  if (!error.message.empty()) return text + ": " + clean(error.message);
  if (!error.kind.empty()) return text;
  if (is_page(answer)) return text + ": an HTML page";
  return text + (answer.body.empty() ? ": an empty body" : ": " + clean(answer.body));
}

// OpenAI's code for an account without money, and Anthropic's words for it.
bool is_out_of_credit(const ServiceError& error) {
  return error.kind == "insufficient_quota" || error.kind.starts_with("billing") ||
         error.message.find("credit balance is too low") != error.message.npos;
}

Disposition disposition_of(const HttpAnswer& answer) {
  const int status = answer.status;
  if (status == 401 || status == 402 || status == 403) return Disposition::Closed;
  if (status < 500 && is_out_of_credit(service_error(answer))) return Disposition::Closed;
  const bool passes = status == 408 || status == 409 || status == 429 || status >= 500;
  if (!passes || answer.header("x-should-retry") == "false") return Disposition::Refused;
  return Disposition::Retry;
}

// The host of an absolute URL: what stands between "//" and the path, without user or password.
std::string host_of(std::string_view url) {
  const std::size_t begin = url.find("//");
  if (begin == url.npos) return {};
  std::string_view host = url.substr(begin + 2);
  host = host.substr(0, host.find_first_of("/?#\\"));
  const std::size_t user = host.rfind('@');
  return std::string(user == host.npos ? host : host.substr(user + 1));
}

Reading read_redirect(const HttpAnswer& answer, const Endpoint& endpoint) {
  const std::string host = foreign_text(host_of(answer.header("location")), endpoint.key);
  return {Disposition::Refused,
          fmt::format("{}: a redirect{}, which is not followed; set the base URL to what answers "
                      "itself",
                      answer.status, host.empty() ? "" : " to " + host)};
}

bool names_a_model(const ServiceError& error) {
  return error.kind == "model_not_found" || error.param == "model" ||
         in_lower_case(error.message).find("model") != std::string::npos;
}

}  // namespace

std::optional<json> json_body(const HttpAnswer& answer) {
  auto body = parse_json(answer.body, "body");
  if (!body || !body->is_object()) return std::nullopt;
  return std::move(*body);
}

ServiceError service_error(const HttpAnswer& answer) {
  const auto body = json_body(answer);
  if (!body) {
    const bool is_text = !is_page(answer) && answer.body.find_first_of("{[") != 0;
    return {.kind = {}, .message = is_text ? answer.body : std::string{}, .param = {}};
  }
  const auto error = body->find("error");
  if (error != body->end() && error->is_object()) return error_object(*error);
  if (error != body->end() && error->is_string()) {
    return {.kind = {}, .message = error->get<std::string>(), .param = {}};
  }
  if (body->contains("detail")) return {.kind = {}, .message = detail_in(*body), .param = {}};
  return error_object(*body);
}

Reading read_failure(const HttpAnswer& answer, const Endpoint& endpoint,
                     std::string_view path_hint) {
  if (answer.status >= 300 && answer.status < 400) return read_redirect(answer, endpoint);
  std::string why = described(answer, endpoint);
  const bool has_hint = answer.status == 404 || answer.status == 405;
  if (has_hint && why.ends_with('.')) why.pop_back();
  if (answer.status == 404 && names_a_model(service_error(answer))) {
    why += fmt::format("; choose another model than '{}'", endpoint.model);
  } else if (has_hint) {
    why += fmt::format("; {}", path_hint);
  }
  return {disposition_of(answer), std::move(why)};
}

Reading read_broken(const HttpAnswer& answer, const Endpoint& endpoint) {
  const auto body = json_body(answer);
  if (body && holds_error(*body)) {
    return {Disposition::Retry, described(answer, endpoint) + " (an error inside)"};
  }
  const std::string_view what = answer.body.empty() ? "an empty body"
                                : body              ? "JSON without a completion"
                                : is_page(answer)   ? "an HTML page"
                                                    : "a body that is not whole JSON";
  return {Disposition::Retry, fmt::format("{}: {} instead of an answer", answer.status, what)};
}

}  // namespace stratgen
