#include "runtime/alpaca/submission.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace stratgen;
using Outcome = Submission::Outcome;

namespace {

const AlpacaAccess access_{.trading_url = {},
                           .data_url = {},
                           .key = "PKTESTABCDEFGHIJKLMN",
                           .secret = "secret0123456789abcdef"};
constexpr std::int64_t epoch = 1'750'723'200;
constexpr const char* accepted =
    R"({"id":"7b08","client_order_id":"sg-1","symbol":"AAPL","side":"buy","qty":"1",
        "filled_qty":"0","status":"pending_new","submitted_at":"2025-06-24T00:00:00Z"})";

Submission after(int status, std::string body, std::vector<HttpHeader> headers = {}) {
  return submission_of({.status = status, .headers = std::move(headers), .body = std::move(body)},
                       "sg-1", access_, epoch);
}

std::string refusal(int code, const char* message) {
  return "{\"code\":" + std::to_string(code) + ",\"message\":\"" + message + "\"}";
}

}  // namespace

TEST_CASE("an order that comes back is accepted") {
  const Submission submission = after(200, accepted);
  CHECK(submission.outcome == Outcome::Accepted);
  CHECK(submission.order.id == "7b08");
  CHECK(submission.order.open);
  CHECK(submission.order.filled == Quantity{});
}

TEST_CASE("a good status with another order, or none, tells nothing") {
  CHECK(submission_of({.status = 200, .body = accepted}, "sg-2", access_, epoch).outcome ==
        Outcome::Unknown);
  for (const char* body : {"", "{}", "[]", "null", "NaN", "{\"id\":\"7b08\"", "<html>",
                           "{\"code\":42210000,\"message\":\"no\"}"}) {
    CAPTURE(body);
    CHECK(after(200, body).outcome == Outcome::Unknown);
  }
  std::string without_id = accepted;
  without_id.replace(without_id.find("client_order_id"), 15, "client_order_no");
  CHECK(after(200, without_id).outcome == Outcome::Unknown);
}

TEST_CASE("a code of eight digits refuses the order") {
  for (const auto& [status, code, message] :
       {std::tuple(403, 40310000, "insufficient buying power"),
        std::tuple(403, 40310000, "insufficient qty available for order (requested: 10)"),
        std::tuple(403, 40310000, "potential wash trade detected. use complex orders"),
        std::tuple(403, 40310000, "account is not allowed to short"),
        std::tuple(403, 40310100, "trade denied due to pattern day trading protection"),
        std::tuple(422, 42210000, "fractional orders must be DAY orders"),
        std::tuple(422, 40010001, "qty or notional is required"),
        std::tuple(404, 40410000, "asset not found")}) {
    const Submission submission = after(status, refusal(code, message));
    CHECK(submission.outcome == Outcome::Refused);
    CHECK(submission.why == std::to_string(status) + ": " + message);
  }
}

TEST_CASE("an id that was there before is a duplicate") {
  CHECK(after(422, refusal(40010001, "client_order_id must be unique")).outcome ==
        Outcome::Duplicate);
}

TEST_CASE("wrong keys, a blocked account and answers of somebody else end everything") {
  CHECK(after(401, refusal(40110000, "request is not authorized")).outcome == Outcome::Closed);
  CHECK(after(401, R"({"message":"unauthorized."})").outcome == Outcome::Closed);
  CHECK(after(403, R"({"message":"forbidden."})").outcome == Outcome::Closed);
  CHECK(after(403, "<html>blocked by a proxy</html>").outcome == Outcome::Closed);
  CHECK(after(404, "").outcome == Outcome::Closed);
  CHECK(after(422, R"({"code":"40010001","message":"x"})").outcome == Outcome::Closed);
  CHECK(after(403, refusal(40310000, "account is not allowed to trade")).outcome ==
        Outcome::Closed);
  CHECK(after(403, refusal(40310000, "new orders are rejected by user request")).outcome ==
        Outcome::Closed);
}

TEST_CASE("a busy service says when") {
  const Submission asked =
      after(429, refusal(42910000, "too many requests."), {{"retry-after", "7"}});
  CHECK(asked.outcome == Outcome::Later);
  CHECK(asked.wait == 7);
  CHECK(after(429, "", {{"x-ratelimit-reset", std::to_string(epoch + 30)}}).wait == 30);
  CHECK(after(429, "", {{"x-ratelimit-reset", std::to_string(epoch - 30)}}).wait == 0);
  CHECK(after(429, "", {{"x-ratelimit-reset", "tomorrow"}}).wait == 0);
  CHECK(after(503, "<html>").outcome == Outcome::Later);
  CHECK(after(503, "").wait == 0);
}

TEST_CASE("where the order may have been taken, nothing is known") {
  for (const int status : {100, 302, 408, 500, 502, 504, 529, 599}) {
    CAPTURE(status);
    CHECK(after(status, "").outcome == Outcome::Unknown);
    CHECK(after(status, accepted).outcome == Outcome::Unknown);
  }
}

TEST_CASE("no answer: it is known not to be there only if nothing was sent") {
  const auto lost = [](TransportFault fault, bool sent) {
    return submission_of(TransportError{fault, sent, "api: gone"});
  };
  CHECK(lost(TransportFault::Connect, false).outcome == Outcome::Later);
  CHECK(lost(TransportFault::Silence, false).outcome == Outcome::Later);
  CHECK(lost(TransportFault::Tls, false).outcome == Outcome::Closed);
  CHECK(lost(TransportFault::Url, false).outcome == Outcome::Closed);
  for (const TransportFault fault :
       {TransportFault::Connect, TransportFault::Tls, TransportFault::Silence,
        TransportFault::Broken, TransportFault::TooLarge}) {
    CHECK(lost(fault, true).outcome == Outcome::Unknown);
    CHECK(lost(fault, true).why == "api: gone");
  }
}

TEST_CASE("no key is ever repeated") {
  for (const int status : {200, 401, 403, 422, 429, 500}) {
    for (const std::string& key : {access_.key, access_.secret}) {
      const Submission submission = after(status, R"({"message":"no such key: )" + key + "\"}");
      CHECK(submission.why.find(key.substr(2, 8)) == std::string::npos);
    }
  }
}
