#include "compiler/llm/budget.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>
#include <vector>

using namespace stratgen;

TEST_CASE("without a limit everything is allowed and counted") {
  Budget budget(std::nullopt);
  REQUIRE(budget.reserve(1000.0, 1000.0));
  budget.settle(1000.0, 0.25);
  REQUIRE(budget.reserve(1000.0, 1000.0));
  budget.settle(1000.0, 0.5);
  CHECK(budget.spent() == 0.75);
  CHECK_FALSE(budget.exhausted());
}

TEST_CASE("a call that could go beyond the limit is refused, and so is every one after it") {
  Budget budget(1.0);
  REQUIRE(budget.reserve(0.75, 0.75));
  budget.settle(0.75, 0.5);
  const auto refused = budget.reserve(0.75, 0.75);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().fault == Fault::Safety);
  CHECK(refused.error().message ==
        "the budget of $1.00 ends here: $0.5000 is spent, and the next call could cost $0.7500; "
        "give more with --budget to go on");
  CHECK_FALSE(budget.reserve(0.01, 0.01));
  CHECK(budget.exhausted() == refused.error().message);
}

TEST_CASE("a limit of nothing refuses the first call that costs anything") {
  Budget budget(0.0);
  CHECK(budget.reserve(0.0, 0.0));
  budget.settle(0.0, 0.0);
  CHECK_FALSE(budget.reserve(0.001, 0.001));
}

TEST_CASE("at the end a call has what is left, if that is enough for it") {
  Budget budget(1.0);
  CHECK(budget.reserve(0.75, 0.25).value() == 0.75);
  budget.settle(0.75, 0.5);
  CHECK(budget.reserve(0.75, 0.25).value() == 0.5);
  budget.settle(0.5, 0.5);
  CHECK_FALSE(budget.reserve(0.75, 0.25));
}

TEST_CASE("a call waits for what others may give back") {
  Budget budget(1.0);
  REQUIRE(budget.reserve(0.75, 0.75));
  std::atomic<bool> allowed = false;
  std::thread waiting([&] { allowed = budget.reserve(0.5, 0.5).has_value(); });
  budget.settle(0.75, 0.25);  // 0.25 + 0.5 fits
  waiting.join();
  CHECK(allowed);
}

TEST_CASE("calls side by side never pass the limit together") {
  constexpr int threads = 8, calls = 200;
  Budget budget(10.0);
  std::atomic<int> allowed = 0;
  std::vector<std::thread> callers;
  for (int t = 0; t < threads; ++t) {
    callers.emplace_back([&] {
      for (int i = 0; i < calls; ++i) {
        if (!budget.reserve(0.0625, 0.0625)) return;
        ++allowed;
        budget.settle(0.0625, 0.0625);
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  CHECK(allowed == 160);  // 10 / 0.0625
  CHECK(budget.spent() == 10.0);
}
