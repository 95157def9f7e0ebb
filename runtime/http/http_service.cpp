#include "runtime/http/http_service.hpp"

#include "runtime/http/retry.hpp"
#include "runtime/http/service_gate.hpp"

#include <fmt/format.h>

#include <chrono>
#include <thread>
#include <utility>

namespace stratgen {
namespace {

// Without an answer a call may be made again, unless there never will be one.
Reading read_error(const TransportError& error) {
  const bool lasting = error.fault == TransportFault::Url || error.fault == TransportFault::Tls;
  return {lasting ? Disposition::Refused : Disposition::Retry, error.message};
}

Reading read_answer(const ServiceCall& call, const HttpAnswer& answer) {
  Reading reading = call.read(answer);
  const std::optional<bool> retry = asked_to_retry(answer);
  if (reading.disposition == Disposition::Retry && retry == false) {
    reading.disposition = Disposition::Refused;
  } else if (reading.disposition == Disposition::Refused && retry == true) {
    reading.disposition = Disposition::Retry;
  }
  return reading;
}

}  // namespace

// One try of a call.
struct HttpService::Attempt {
  tl::expected<HttpAnswer, TransportError> sent;
  Reading reading = {};
  std::optional<double> asked_wait = {};

  // The other side may have done, and charged, what the caller got nothing from.
  bool is_lost() const {
    if (!sent) return sent.error().sent;
    return reading.disposition == Disposition::Retry && sent->status / 100 == 2;
  }
};

ServiceClock real_clock() {
  using namespace std::chrono;
  return {
      .now = [] { return duration<double>(steady_clock::now().time_since_epoch()).count(); },
      .sleep = [](double seconds) { std::this_thread::sleep_for(duration<double>(seconds)); },
      .epoch =
          [] { return static_cast<std::int64_t>(system_clock::to_time_t(system_clock::now())); }};
}

HttpService::HttpService(std::string name, HttpClient& client, ServiceLimits limits,
                         RetryPolicy policy, const std::atomic<bool>& interrupted,
                         std::uint64_t seed, ServiceClock clock)
    : client_(client),
      gate_(std::make_unique<ServiceGate>(std::move(name), limits, policy, interrupted, seed,
                                          std::move(clock))) {}

HttpService::~HttpService() = default;

Result<ServiceAnswer> HttpService::call(const ServiceCall& call) {
  int lost = 0;
  for (int tried = 1;; ++tried) {
    STRATGEN_TRY(Attempt attempt, attempt_once(call, tried == 1));
    const Reading& reading = attempt.reading;
    if (reading.disposition == Disposition::Good) {
      return ServiceAnswer{.answer = std::move(*attempt.sent), .tries = tried, .lost = lost};
    }
    if (reading.disposition != Disposition::Retry) return gate_->error(reading.why);
    const RetryPolicy& policy = gate_->policy();
    if (tried >= policy.tries) {
      return gate_->error(fmt::format("{} (try {} of {})", reading.why, tried, policy.tries));
    }
    const double wait = attempt.asked_wait.value_or(gate_->backoff(tried));
    if (wait > policy.longest_asked_seconds) {
      return gate_->error(
          fmt::format("{}; it asks to wait {:.0f} s, and more than {:.0f} s is not "
                      "waited: start again later",
                      reading.why, wait, policy.longest_asked_seconds));
    }
    if (attempt.is_lost()) ++lost;
    if (call.on_retry) call.on_retry({.tried = tried, .wait = wait, .why = reading.why});
    STRATGEN_CHECK(gate_->pause(wait));
  }
}

tl::expected<HttpAnswer, TransportError> HttpService::call_once(const HttpRequest& request) {
  // What fails on their side counts for the circuit, a refusal does not.
  const auto read = [](const HttpAnswer& answer) -> Reading {
    if (answer.status < 500) return {};
    return {Disposition::Retry, fmt::format("{}", answer.status)};
  };
  Result<Attempt> attempt = attempt_once({.request = request, .read = read}, true);
  if (!attempt) {
    return tl::unexpected(
        TransportError{TransportFault::Connect, false, std::move(attempt.error().message)});
  }
  return std::move(attempt->sent);
}

// Waits for a turn, asks, and tells the gate what came of it.
Result<HttpService::Attempt> HttpService::attempt_once(const ServiceCall& call, bool first) {
  STRATGEN_TRY(const ServiceGate::Turn turn, gate_->wait_turn(call.tokens, first));
  Attempt attempt{.sent = client_.send(call.request)};
  if (!attempt.sent) {
    attempt.reading = read_error(attempt.sent.error());
    gate_->failed(turn, attempt.reading.why);
    return attempt;
  }
  attempt.reading = read_answer(call, *attempt.sent);
  attempt.asked_wait = asked_wait(*attempt.sent, gate_->epoch());
  switch (attempt.reading.disposition) {
    case Disposition::Good:
    case Disposition::Refused:
      gate_->succeeded();
      break;
    case Disposition::Retry:
      // Who names a time to come back does not fail but is busy.
      if (!attempt.asked_wait) gate_->failed(turn, attempt.reading.why);
      break;
    case Disposition::Closed:
      gate_->close(attempt.reading.why);
      break;
  }
  return attempt;
}

std::optional<std::string> HttpService::closed() const { return gate_->closed(); }

}  // namespace stratgen
