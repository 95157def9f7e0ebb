// HttpService: one outside service and how it wants to be treated. Calls wait for their turn,
// transient failures are tried again, and a service that keeps failing is left alone.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/http/http_client.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace stratgen {

class ServiceGate;

// What an answer means for the call and for the service.
enum class Disposition {
  Good,     // the call is done
  Retry,    // transient: the same call may succeed later (unless x-should-retry is false)
  Refused,  // this call is wrong; others may be right (unless x-should-retry is true)
  Closed,   // no call will succeed: bad key, no credit
};

// What a service's own reader makes of an answer: `why` is for people ("429 rate_limit_exceeded:
// ..."), and holds no secret.
struct Reading {
  Disposition disposition = Disposition::Good;
  std::string why = {};
};

struct ServiceLimits {
  int concurrent = 16;
  double requests_per_minute = 0;  // 0: no limit
  double tokens_per_minute = 0;    // 0: no limit; what a token is, the caller says
};

// Full jitter (Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015): wait n is
// uniform in [0, min(longest, first * 2^n)]. A Retry-After up to `longest_asked` is waited instead,
// a longer one ends the call. A call that begins while the circuit is open fails at once; those
// under way go on with their tries, so a short failure costs none of them. A failure that names a
// time to wait does not count for the circuit: the service is busy, not broken.
struct RetryPolicy {
  int tries = 8;
  double first_seconds = 0.5;
  double longest_seconds = 20;
  double longest_asked_seconds = 120;
  int failures_to_open = 20;  // failed tries in a row, of all calls together
  double open_seconds = 30;   // then one call probes again
};

// Time as the service sees it, so that tests need not wait.
struct ServiceClock {
  std::function<double()> now;          // seconds, monotonic
  std::function<void(double)> sleep;    // seconds; may return early
  std::function<std::int64_t()> epoch;  // seconds since 1970, for Retry-After dates
};
ServiceClock real_clock();

// A try that failed and is made again after `wait` seconds.
struct Retrying {
  int tried = 0;
  double wait = 0.0;
  std::string why;
};

struct ServiceCall {
  HttpRequest request;
  std::function<Reading(const HttpAnswer&)> read;
  double tokens = 0.0;  // expected, for tokens_per_minute
  std::function<void(const Retrying&)> on_retry = {};
};

struct ServiceAnswer {
  HttpAnswer answer;
  int tries = 1;
  int lost = 0;  // tries that went out and of whose answer nothing could be used, though they may
                 // have been charged: it never came whole, or it came with a status of 2xx
};

class HttpService {
 public:
  // `interrupted` ends waiting: no further try begins once it is set.
  HttpService(std::string name, HttpClient& client, ServiceLimits limits, RetryPolicy policy,
              const std::atomic<bool>& interrupted, std::uint64_t seed,
              ServiceClock clock = real_clock());
  ~HttpService();

  // From any thread. Errors: Fault::Service with the service's name and the last failure, or
  // Fault::Interrupted.
  Result<ServiceAnswer> call(const ServiceCall& call);

  // One try, whatever the answer is: for what must not be done twice. It waits for its turn as
  // calls do; where it gets none, that is told as not sent.
  tl::expected<HttpAnswer, TransportError> call_once(const HttpRequest& request);

  // Why no call can succeed any more, once an answer was Closed.
  std::optional<std::string> closed() const;

 private:
  struct Attempt;
  Result<Attempt> attempt_once(const ServiceCall& call, bool first);

  HttpClient& client_;
  std::unique_ptr<ServiceGate> gate_;
};

}  // namespace stratgen
