#include "runtime/market/repair.hpp"

#include "tests/runtime/market/calm_bars.hpp"

#include <doctest/doctest.h>

using namespace stratgen;
using namespace stratgen::testing;

namespace {

const Expectations daily{.timeframe = "1d"};

std::vector<std::string> kinds_of(const Repaired& repaired) {
  std::vector<std::string> kinds;
  for (const RepairStep& step : repaired.steps) kinds.push_back(step.kind);
  return kinds;
}

}  // namespace

TEST_CASE("nothing is done to bars without defects") {
  const Bars bars = calm_sessions(200);
  const Repaired repaired = repair(bars, daily);
  CHECK(repaired.steps.empty());
  CHECK(content_hash(repaired.bars) == content_hash(bars));
  CHECK(repair(Bars{}, daily).steps.empty());
}

TEST_CASE("rows are sorted and of two at one time the last is kept") {
  const Bars bars = calm_sessions(100);
  Bars messy = bars;
  messy.time.change([](auto& times) { std::swap(times[0], times[1]); });
  messy.time.set(10, messy.time[11]);
  const Repaired repaired = repair(messy, daily);
  CHECK(kinds_of(repaired) == std::vector<std::string>{"order", "duplicate"});
  CHECK(repaired.bars.size() == 99);
  CHECK(repaired.bars.close[0] == bars.close[1]);
  CHECK(repaired.bars.close[10] == bars.close[11]);
  CHECK(repaired.steps[1].what == "1 bar left out, the first of 2021-01-20");
}

TEST_CASE("bars without a price are left out, negative ones stay") {
  Bars bars = calm_sessions(100);
  bars.low.set(10, 0);
  bars.close.set(10, 0);
  bars.close.set(20, -37.63);
  bars.low.set(20, -37.63);
  const Repaired repaired = repair(bars, daily);
  CHECK(kinds_of(repaired) == std::vector<std::string>{"price"});
  CHECK(repaired.bars.size() == 99);
  CHECK(repaired.bars.close[19] == -37.63);
}

TEST_CASE("high and low are widened to what open and close were") {
  Bars bars = calm_sessions(100);
  bars.high.set(10, bars.close[10] - 0.5);
  bars.low.set(20, bars.open[20] + 0.5);
  bars.high.set(20, std::max(bars.high[20], bars.low[20]));
  const Repaired repaired = repair(bars, daily);
  REQUIRE(kinds_of(repaired) == std::vector<std::string>{"ohlc"});
  CHECK(repaired.bars.high[10] == std::max(bars.open[10], bars.close[10]));
  CHECK(repaired.bars.low[20] == std::min(bars.open[20], bars.close[20]));
  CHECK(of_kind(verify(repaired.bars, daily), "ohlc").empty());
}

TEST_CASE("the bars before a clear split are adjusted, volumes only if they shift as well") {
  for (const double volume : {1.0, 10.0}) {
    const Bars bars = calm_sessions(200);
    Bars split = bars;
    scale_prices(split, 100, 200, 1.0 / 10);
    for (std::size_t i = 100; i < 200; ++i) split.volume.set(i, split.volume[i] * volume);
    const Repaired repaired = repair(split, daily);
    REQUIRE(kinds_of(repaired) == std::vector<std::string>{"split"});
    CHECK(repaired.bars.close[99] == doctest::Approx(bars.close[99] / 10));
    CHECK(repaired.bars.close[100] == split.close[100]);
    CHECK(repaired.bars.volume[99] == doctest::Approx(bars.volume[99] * volume));
    CHECK(of_kind(verify(repaired.bars, daily), "split").empty());
  }
}

TEST_CASE("a jump of 8.46 may be 1:8 or 1:9: it is left until the split is known") {
  Bars bars = calm_sessions(200);
  for (std::size_t i = 0; i < 200; ++i) {  // six times as wild as calm bars
    scale_prices(bars, i, i + 1, i % 2 == 0 ? 1 : 1.05);
  }
  scale_prices(bars, 100, 200, 8.46 * 1.05);  // bar 99 is one of the high ones
  REQUIRE(of_kind(verify(bars, daily), "split").size() == 1);
  CHECK(of_kind(verify(bars, daily), "split")[0].severity == Severity::Severe);
  CHECK(repair(bars, daily).steps.empty());
  Expectations known = daily;
  known.actions = {{CorporateAction::Kind::Split, bars.time[100], 1.0 / 8}};
  CHECK(kinds_of(repair(bars, known)) == std::vector<std::string>{"split"});
}

TEST_CASE("true crashes, outliers and gaps stay as they are") {
  Bars bars = calm_sessions(200);
  scale_prices(bars, 100, 200, 0.5);
  bars.volume.set(100, bars.volume[100] * 25);
  bars.low.set(100, bars.low[100] * 0.8);
  bars.close.set(50, bars.close[50] * 1.2);
  bars.high.set(50, bars.close[50]);
  erase_rows(bars, 20, 22);
  CHECK(repair(bars, daily).steps.empty());
}

TEST_CASE("wicks are clipped on request only, and only where they stick out") {
  Bars bars = calm_sessions(200);
  bars.high.set(100, bars.high[100] * 1.2);
  CHECK(repair(bars, daily).steps.empty());
  const Repaired repaired = repair(bars, daily, {.clip_wicks = true});
  REQUIRE(kinds_of(repaired) == std::vector<std::string>{"wick"});
  CHECK(repaired.bars.high[100] ==
        std::max({bars.open[100], bars.close[100], bars.high[99], bars.high[101]}));
  CHECK(repaired.bars.low[100] == bars.low[100]);
}
