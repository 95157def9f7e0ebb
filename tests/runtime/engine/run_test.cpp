// What a run's bars come to, whichever of them the loop stops at.
#include "runtime/engine/run.hpp"

#include "tests/runtime/engine/scripted_run.hpp"
#include "tests/runtime/engine/small_run.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

TEST_CASE("the equity of bars that nothing happens on is cash and the close times units") {
  // Ten units bought at 10 at the open of bar 2 leave 9,900 of the cash; nothing is closed.
  const Bars bars = small_run::flat_bars({10, 10, 10, 11, 9, 12, 12, 8});
  const Report report = scripted_run::run(bars, {scripted_run::buy(1, {.size = 10})});
  const std::vector<double> expected = {10000, 10000, 10000, 10010, 9990, 10020, 10020, 9980};
  CHECK(report.equity == expected);
}

TEST_CASE("a stop is found however many quiet bars lie before it") {
  for (const int quiet : {1, 7, 63, 64, 65, 127, 128, 129, 300}) {
    Bars bars = small_run::flat_bars({100, 100, 100});
    const auto add = [&](double price) {
      bars.time.push_back(bars.time.back() + 86400);
      for (auto* const column : {&bars.open, &bars.high, &bars.low, &bars.close})
        column->push_back(price);
      bars.volume.push_back(1);
    };
    for (int i = 0; i < quiet; ++i) add(100);
    add(94);
    add(96);
    const Report report = scripted_run::run(bars, {scripted_run::buy(1, {.size = 1, .sl = 95})});
    REQUIRE(report.trades.size() == 1);
    CHECK(report.trades[0].exit_bar == 3 + quiet);
    CHECK(report.trades[0].exit_price == 94);  // it opened beyond the stop
  }
}

TEST_CASE("a run is ruined at the bar on which its equity is gone, however quiet those before") {
  for (const int quiet : {1, 64, 200}) {
    Bars bars = small_run::flat_bars({100, 100, 100});
    const auto add = [&](double price) {
      bars.time.push_back(bars.time.back() + 86400);
      for (auto* const column : {&bars.open, &bars.high, &bars.low, &bars.close})
        column->push_back(price);
      bars.volume.push_back(1);
    };
    for (int i = 0; i < quiet; ++i) add(100);
    add(40);  // ten times 1,000 less 60 % is below nothing
    add(200);
    RunOptions options;
    options.broker.cash = 1000;
    options.broker.margin = 0.1;
    const Report report = scripted_run::run(bars, {scripted_run::buy(1, {.size = 90})}, options);
    CHECK(report.equity[static_cast<std::size_t>(2 + quiet)] == 1000);
    CHECK(report.equity[static_cast<std::size_t>(3 + quiet)] == 0);
    CHECK(report.equity.back() == 0);
  }
}
