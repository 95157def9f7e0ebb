#include "runtime/alpaca/submission.hpp"

#include "runtime/alpaca/failure.hpp"
#include "runtime/alpaca/order_answers.hpp"
#include "runtime/fetch/answers.hpp"
#include "runtime/http/retry.hpp"

#include <algorithm>
#include <optional>

namespace stratgen {
namespace {

using nlohmann::json;
using Outcome = Submission::Outcome;

// What the answer asks for: a time to wait, or the end of the minute that is used up.
double wait_of(const HttpAnswer& answer, std::int64_t epoch) {
  constexpr double longest = 120;
  if (const auto asked = asked_wait(answer, epoch)) return *asked;
  const double reset = parse_number(answer.header("x-ratelimit-reset"));
  const double left = reset - static_cast<double>(epoch);
  return left > 0 && left <= longest ? left : 0;
}

bool has_code(const json& body) {
  const json& code = value_at(body, "code");
  if (!code.is_number_integer()) return false;
  const auto number = code.get<std::int64_t>();
  return number >= 10'000'000 && number <= 99'999'999;
}

Outcome refusal_of(int status, const json& body) {
  if (status == 401 || !has_code(body)) return Outcome::Closed;
  const std::string message = text_at(body, "message");
  const auto says = [&](std::string_view words) { return message.find(words) != message.npos; };
  if (says("client_order_id") && says("unique")) return Outcome::Duplicate;
  // Of the account, and so of every order.
  if (says("not allowed to trade") || says("rejected by user request") || says("is blocked")) {
    return Outcome::Closed;
  }
  return Outcome::Refused;
}

}  // namespace

Submission submission_of(const HttpAnswer& answer, std::string_view client_order_id,
                         const AlpacaAccess& access, std::int64_t epoch) {
  const json body = json_of(answer).value_or(json());
  if (answer.status / 100 == 2) {
    auto order = order_in(body);
    if (order && order->client_order_id == client_order_id) {
      return {.outcome = Outcome::Accepted, .order = std::move(*order)};
    }
    return {
        .outcome = Outcome::Unknown,
        .why = order ? "the answer is about another order" : broken_reading(answer, access).why};
  }
  const std::string why = failure_words(answer, access);
  if (answer.status == 429 || answer.status == 503) {
    return {.outcome = Outcome::Later, .why = why, .wait = wait_of(answer, epoch)};
  }
  // 408: somebody gave up waiting for the one behind him.
  if (answer.status / 100 != 4 || answer.status == 408) {
    return {.outcome = Outcome::Unknown, .why = why};
  }
  return {.outcome = refusal_of(answer.status, body), .why = why};
}

Submission submission_of(const TransportError& error) {
  const bool lasting = error.fault == TransportFault::Url || error.fault == TransportFault::Tls;
  const Outcome not_sent = lasting ? Outcome::Closed : Outcome::Later;
  return {.outcome = error.sent ? Outcome::Unknown : not_sent, .why = error.message};
}

}  // namespace stratgen
