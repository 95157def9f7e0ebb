#include "runtime/http/service_gate.hpp"

#include "tests/runtime/http/fake_clock.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <optional>
#include <thread>
#include <vector>

using namespace stratgen;

TEST_CASE("no more turns at once than the limit, and all of them in use") {
  std::atomic<bool> interrupted = false;
  ServiceGate gate("svc", {.concurrent = 4}, {}, interrupted, 1, real_clock());
  std::atomic<int> running = 0;
  std::atomic<int> most = 0;
  std::atomic<int> turns = 0;
  std::vector<std::thread> threads;
  threads.reserve(32);
  for (int i = 0; i < 32; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 20; ++n) {
        const auto turn = gate.wait_turn(0, true);
        CHECK(turn);
        const int now = ++running;
        int seen = most;
        while (now > seen && !most.compare_exchange_weak(seen, now)) continue;
        ++turns;
        // The first turns last until four run at once.
        while (most < 4) std::this_thread::yield();
        --running;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(turns == 32 * 20);
  CHECK(most == 4);
}

TEST_CASE("requests per minute hold in every minute, and the wait is no longer than needed") {
  std::atomic<bool> interrupted = false;
  FakeClock clock;
  ServiceGate gate("svc", {.requests_per_minute = 50}, {}, interrupted, 1, clock.clock());
  std::vector<double> when;
  for (int i = 0; i < 200; ++i) {
    REQUIRE(gate.wait_turn(0, true));
    when.push_back(clock.now());
  }
  for (std::size_t i = 50; i < when.size(); ++i) CHECK(when[i] - when[i - 50] >= 60);
  CHECK(when.back() - when.front() < 180.1);  // 50 at 0, 60, 120 and 180 s
}

TEST_CASE("tokens per minute hold for many threads") {
  std::atomic<bool> interrupted = false;
  FakeClock clock;
  ServiceGate gate("svc", {.concurrent = 4, .tokens_per_minute = 1000}, {}, interrupted, 1,
                   clock.clock());
  const double began = clock.now();
  std::vector<std::thread> threads;
  threads.reserve(8);
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 10; ++n) CHECK(gate.wait_turn(100, true));
    });
  }
  for (std::thread& thread : threads) thread.join();
  // 80 turns of 100 tokens, 10 a minute: at 0, 60, ..., 420 s.
  CHECK(clock.now() - began >= 420);
  CHECK(clock.now() - began < 421);
}

TEST_CASE("who waits longest is next") {
  std::atomic<bool> interrupted = false;
  ServiceGate gate("svc", {.concurrent = 1}, {}, interrupted, 1, real_clock());
  auto first = std::make_unique<Result<ServiceGate::Turn>>(gate.wait_turn(0, true));
  std::vector<int> order;
  std::vector<std::thread> threads;
  for (int i = 0; i < 5; ++i) {
    const std::size_t waiting = gate.waiting();
    threads.emplace_back([&, i] {
      const auto turn = gate.wait_turn(0, true);
      order.push_back(i);
    });
    while (gate.waiting() == waiting) std::this_thread::yield();
  }
  first.reset();
  for (std::thread& thread : threads) thread.join();
  CHECK(order == std::vector{0, 1, 2, 3, 4});
}

TEST_CASE("an interruption ends a pause within a tenth of a second") {
  std::atomic<bool> interrupted = false;
  int sleeps = 0;
  FakeClock clock([&](double seconds) {
    CHECK(seconds <= 0.1);
    interrupted = ++sleeps == 3;
  });
  ServiceGate gate("svc", {}, {}, interrupted, 1, clock.clock());
  const auto paused = gate.pause(60);
  REQUIRE(!paused);
  CHECK(paused.error().fault == Fault::Interrupted);
  CHECK(paused.error().message == "svc: interrupted");
  CHECK(sleeps == 3);
}

TEST_CASE("an interruption and a closed service end the wait for a turn") {
  std::atomic<bool> interrupted = false;
  ServiceGate gate("svc", {.concurrent = 1}, {}, interrupted, 1, real_clock());
  const auto turn = gate.wait_turn(0, true);
  std::optional<Error> error;
  std::thread waiting([&] { error = gate.wait_turn(0, true).error(); });
  while (gate.waiting() == 0) std::this_thread::yield();
  SUBCASE("interrupted") {
    interrupted = true;
    waiting.join();
    CHECK(error->fault == Fault::Interrupted);
  }
  SUBCASE("closed") {
    gate.close("401 invalid key");
    waiting.join();
    CHECK(error->fault == Fault::Service);
    CHECK(error->message == "svc: 401 invalid key");
    CHECK(gate.closed() == "401 invalid key");
  }
  CHECK(gate.waiting() == 0);
}

TEST_CASE("an interruption ends the wait for a limit of rates") {
  std::atomic<bool> interrupted = false;
  FakeClock clock([&](double) { interrupted = true; });
  ServiceGate gate("svc", {.requests_per_minute = 1}, {}, interrupted, 1, clock.clock());
  REQUIRE(gate.wait_turn(0, true));
  const auto turn = gate.wait_turn(0, true);
  REQUIRE(!turn);
  CHECK(turn.error().fault == Fault::Interrupted);
  CHECK(clock.now() <= 1000.1);
}
