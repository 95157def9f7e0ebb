#include "runtime/http/http_service.hpp"

#include "tests/runtime/http/fake_clock.hpp"
#include "tests/runtime/http/loopback_server.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

using namespace stratgen;
using End = LoopbackAnswer::End;

namespace {

Reading by_status(const HttpAnswer& answer) {
  const std::string why = fmt::format("{} {}", answer.status, answer.body);
  if (answer.status == 200)
    return {answer.body == "garbage" ? Disposition::Retry : Disposition::Good, why};
  if (answer.status == 401) return {Disposition::Closed, why};
  if (answer.status == 400) return {Disposition::Refused, why};
  return {Disposition::Retry, why};
}

// A service whose server follows a script, in virtual time.
struct Scripted {
  explicit Scripted(std::vector<LoopbackAnswer> script, RetryPolicy policy = {},
                    ServiceLimits limits = {})
      : server(std::move(script)),
        service("svc", client, limits, policy, interrupted, 1, clock.clock()) {}

  Result<ServiceAnswer> call() {
    return service.call({.request = {.method = "POST", .url = server.url(), .body = "{}"},
                         .read = by_status,
                         .on_retry = [this](const Retrying& retry) { retries.push_back(retry); }});
  }

  std::atomic<bool> interrupted = false;
  FakeClock clock;
  LoopbackServer server;
  HttpClient client{{.first_byte_seconds = 5}};
  HttpService service;
  std::vector<Retrying> retries = {};
};

LoopbackAnswer good() { return answer_with(200, "ok"); }
LoopbackAnswer busy(std::string_view headers = "") { return answer_with(503, "busy", headers); }

}  // namespace

TEST_CASE("a good answer needs one try") {
  Scripted scripted({good()});
  const auto answer = scripted.call();
  REQUIRE(answer);
  CHECK(answer->answer.body == "ok");
  CHECK(answer->tries == 1);
  CHECK(answer->lost == 0);
  CHECK(scripted.clock.now() == 1000.0);
}

TEST_CASE("transient failures are tried again after a random wait that doubles") {
  Scripted scripted({busy(), cut({}, 0, End::Close), cut({}, 0, End::Reset),
                     cut(good(), 30, End::Close), answer_with(200, "garbage"), good()});
  const auto answer = scripted.call();
  REQUIRE(answer);
  CHECK(answer->answer.body == "ok");
  CHECK(answer->tries == 6);
  CHECK(answer->lost == 4);  // all but the 503, which says that nothing was done
  REQUIRE(scripted.retries.size() == 5);
  double bound = 0.5;
  double waits = 0;
  for (std::size_t i = 0; i < 5; ++i, bound *= 2) {
    CHECK(scripted.retries[i].tried == static_cast<int>(i) + 1);
    CHECK(scripted.retries[i].wait >= 0);
    CHECK(scripted.retries[i].wait < bound);
    waits += scripted.retries[i].wait;
  }
  CHECK(scripted.retries[0].why == "503 busy");
  CHECK(scripted.clock.now() - 1000 >= doctest::Approx(waits));
  CHECK(scripted.clock.now() - 1000 < waits + 0.01);
}

TEST_CASE("a wait that the service asks for is waited") {
  Scripted scripted({busy("Retry-After: 7\r\n"), busy("retry-after-ms: 250\r\n"),
                     busy("Retry-After: Sun, 06 Nov 1994 08:50:07 GMT\r\n"), good()});
  REQUIRE(scripted.call());
  REQUIRE(scripted.retries.size() == 3);
  CHECK(scripted.retries[0].wait == 7.0);
  CHECK(scripted.retries[1].wait == 0.25);
  CHECK(scripted.retries[2].wait == 30.0);  // the clock stands at 08:49:37
  CHECK(scripted.clock.now() - 1000 >= doctest::Approx(37.25));
}

TEST_CASE("a wait that is too long ends the call") {
  Scripted scripted({busy("Retry-After: 3600\r\n"), good()});
  const auto answer = scripted.call();
  REQUIRE(!answer);
  CHECK(answer.error().fault == Fault::Service);
  CHECK(answer.error().message ==
        "svc: 503 busy; it asks to wait 3600 s, and more than 120 s is not waited: start again "
        "later");
  CHECK(scripted.server.requests().size() == 1);
}

TEST_CASE("what is refused is not tried again") {
  Scripted scripted({answer_with(400, "no such field"), good()});
  const auto answer = scripted.call();
  REQUIRE(!answer);
  CHECK(answer.error().fault == Fault::Service);
  CHECK(answer.error().message == "svc: 400 no such field");
  CHECK(scripted.server.requests().size() == 1);
  CHECK(scripted.call());  // others may be right
}

TEST_CASE("the service's own word on trying again goes first") {
  Scripted scripted({answer_with(400, "", "X-Should-Retry: true\r\n"), good(),
                     busy("X-Should-Retry: false\r\n"), good()});
  const auto first = scripted.call();
  REQUIRE(first);
  CHECK(first->tries == 2);
  CHECK(!scripted.call());
  CHECK(scripted.server.requests().size() == 3);
}

TEST_CASE("tries end, and the last failure is told") {
  Scripted scripted({busy()}, {.tries = 3});
  const auto answer = scripted.call();
  REQUIRE(!answer);
  CHECK(answer.error().fault == Fault::Service);
  CHECK(answer.error().message == "svc: 503 busy (try 3 of 3)");
  CHECK(scripted.server.requests().size() == 3);
}

TEST_CASE("a URL that may not be asked is refused at once") {
  Scripted scripted({good()});
  const auto answer =
      scripted.service.call({.request = {.url = "http://example.com/key"}, .read = by_status});
  REQUIRE(!answer);
  CHECK(answer.error().message ==
        "svc: example.com: plain http goes to this machine only (localhost, 127.0.0.1, [::1]); "
        "write https://");
  CHECK(scripted.clock.now() == 1000.0);
}

TEST_CASE("a closed service answers nobody any more") {
  Scripted scripted({answer_with(401, "invalid key"), good()});
  CHECK(!scripted.service.closed());
  for (int i = 0; i < 3; ++i) {
    const auto answer = scripted.call();
    REQUIRE(!answer);
    CHECK(answer.error().fault == Fault::Service);
    CHECK(answer.error().message == "svc: 401 invalid key");
  }
  CHECK(scripted.service.closed() == "401 invalid key");
  CHECK(scripted.server.requests().size() == 1);
}

TEST_CASE("a circuit opens, fails calls at once, probes and closes") {
  Scripted scripted({busy(), busy(), busy(), busy(), busy(), good()},
                    {.tries = 2, .first_seconds = 0.1, .failures_to_open = 4, .open_seconds = 30});
  CHECK(!scripted.call());
  CHECK(!scripted.call());
  CHECK(scripted.server.requests().size() == 4);
  const double opened = scripted.clock.now();

  const auto blocked = scripted.call();
  REQUIRE(!blocked);
  CHECK(blocked.error().fault == Fault::Service);
  CHECK(blocked.error().message ==
        "svc: left alone for another 30 s after 4 failures in a row, the last: 503 busy");
  CHECK(scripted.clock.now() == opened);
  CHECK(scripted.server.requests().size() == 4);

  scripted.clock.clock().sleep(30);
  const auto probed = scripted.call();  // its first try fails, its second one succeeds
  REQUIRE(probed);
  CHECK(probed->tries == 2);
  CHECK(scripted.call());
  CHECK(scripted.server.requests().size() == 7);
}

TEST_CASE("a service that says when to come back does not open the circuit") {
  Scripted scripted({busy("Retry-After: 1\r\n")}, {.tries = 3, .failures_to_open = 2});
  for (std::size_t call = 1; call <= 3; ++call) {
    CHECK(scripted.call().error().message == "svc: 503 busy (try 3 of 3)");
    CHECK(scripted.server.requests().size() == 3 * call);
  }
}

TEST_CASE("an interruption ends the wait between two tries") {
  Scripted scripted({busy("Retry-After: 100\r\n"), good()});
  const auto answer =
      scripted.service.call({.request = {.url = scripted.server.url()},
                             .read = by_status,
                             .on_retry = [&](const Retrying&) { scripted.interrupted = true; }});
  REQUIRE(!answer);
  CHECK(answer.error().fault == Fault::Interrupted);
  CHECK(scripted.clock.now() == 1000.0);
  CHECK(scripted.server.requests().size() == 1);
  CHECK(scripted.call().error().fault == Fault::Interrupted);
}

TEST_CASE("with every tenth answer broken in some way, all calls of many threads succeed") {
  const LoopbackAnswer faults[] = {busy(),
                                   busy("Retry-After: 1\r\n"),
                                   answer_with(429, "slow down"),
                                   cut({}, 0, End::Close),
                                   cut({}, 0, End::Reset),
                                   cut(good(), 30, End::Reset),
                                   cut(good(), 45, End::Close),
                                   answer_with(200, "garbage")};
  std::atomic<std::size_t> asked = 0;
  std::atomic<int> running = 0;
  std::atomic<bool> crowded = false;
  LoopbackServer server([&](const LoopbackRequest& request) {
    if (++running > 6) crowded = true;
    const std::size_t number = asked++;
    LoopbackAnswer answer =
        number % 10 == 9 ? faults[number / 10 % 8] : answer_with(200, request.body);
    answer.wait_seconds = 0.001;
    --running;
    return answer;
  });
  std::atomic<bool> interrupted = false;
  FakeClock clock;
  HttpClient client;
  HttpService service("svc", client, {.concurrent = 6}, {}, interrupted, 1, clock.clock());
  std::vector<std::thread> threads;
  std::atomic<int> right = 0;
  std::atomic<int> tries = 0;
  threads.reserve(16);
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([&, i] {
      for (int n = 0; n < 20; ++n) {
        const std::string body = fmt::format("{}/{}", i, n);
        const auto answer = service.call(
            {.request = {.method = "POST", .url = server.url(), .body = body}, .read = by_status});
        CHECK_MESSAGE(answer, answer.error().message);
        if (!answer) continue;
        tries += answer->tries;
        if (answer->answer.body == body) ++right;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(right == 320);
  CHECK(static_cast<std::size_t>(tries) == asked);
  CHECK(!crowded);
}

TEST_CASE("what is called once is asked once, whatever the answer is") {
  for (const int status : {200, 401, 429, 503}) {
    Scripted scripted({answer_with(status, "one", "X-Should-Retry: true\r\n"), good()});
    const auto answer = scripted.service.call_once({.url = scripted.server.url()});
    REQUIRE(answer);
    CHECK(answer->status == status);
    CHECK(answer->body == "one");
    CHECK(scripted.server.requests().size() == 1);
    CHECK(scripted.service.closed() == std::nullopt);
  }
}

TEST_CASE("what is called once and gets no answer is told as sent, without a turn as not sent") {
  Scripted scripted({cut({}, 0, End::Reset), good()}, {.failures_to_open = 1});
  const HttpRequest request{.method = "POST", .url = scripted.server.url(), .body = "{}"};
  const auto lost = scripted.service.call_once(request);
  REQUIRE(!lost);
  CHECK(lost.error().sent);
  const auto blocked = scripted.service.call_once(request);  // the circuit is open
  REQUIRE(!blocked);
  CHECK(!blocked.error().sent);
  CHECK(blocked.error().message.starts_with("svc: "));
  scripted.interrupted = true;
  const auto interrupted = scripted.service.call_once(request);
  REQUIRE(!interrupted);
  CHECK(!interrupted.error().sent);
  CHECK(scripted.server.requests().size() == 1);
}
