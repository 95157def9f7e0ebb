#include "tests/runtime/market/calm_bars.hpp"

#include <doctest/doctest.h>

using namespace stratgen;
using namespace stratgen::testing;

namespace {

const Expectations daily{.timeframe = "1d"};

}  // namespace

TEST_CASE("calm bars have no defect") {
  CHECK(verify(calm_sessions(300), daily).empty());
  CHECK(verify(Bars{}, daily).empty());
}

TEST_CASE("defects come in the order of their bars") {
  Bars bars = calm_sessions(100);
  bars.high.set(70, 1);
  bars.close.set(20, 0);
  const auto defects = verify(bars, daily);
  REQUIRE(defects.size() >= 2);
  CHECK(defects.front().bar == 20);
  CHECK(defects.back().bar == 70);
}

TEST_CASE("a high below the close and a low above the open are impossible") {
  Bars bars = calm_sessions(100);
  bars.high.set(10, bars.close[10] - 0.5);
  bars.low.set(20, bars.open[20] + 0.5);
  bars.high.set(20, std::max(bars.high[20], bars.low[20]));
  const auto found = of_kind(verify(bars, daily), "ohlc");
  REQUIRE(found.size() == 2);
  CHECK(found[0].bar == 10);
  CHECK(found[0].severity == Severity::Severe);
  CHECK(found[0].message.starts_with("high "));
  CHECK(found[1].bar == 20);
  CHECK(found[1].message.starts_with("low "));
}

TEST_CASE("noise of floating point is no impossible bar") {
  Bars bars = calm_sessions(100);
  bars.high.set(10, std::max(bars.open[10], bars.close[10]) * (1 - 1e-14));
  CHECK(of_kind(verify(bars, daily), "ohlc").empty());
}

TEST_CASE("a price of zero is left out, a negative one is said and stays") {
  Bars bars = calm_sessions(100);
  bars.low.set(10, 0);
  bars.close.set(10, 0);
  bars.low.set(20, -37.63);
  bars.close.set(20, -37.63);
  const auto found = of_kind(verify(bars, daily), "price");
  REQUIRE(found.size() == 2);
  CHECK(found[0].message == "low is zero");
  CHECK(found[0].repair == "leave the bar out");
  CHECK(found[1].message == "low -37.63 is negative, which can be true of a future or a spread");
  CHECK(found[1].repair.empty());
}

TEST_CASE("times that repeat or fall back are severe") {
  Bars bars = calm_sessions(100);
  bars.time.set(10, bars.time[9]);
  bars.time.set(50, bars.time[48] - 1);
  const auto defects = verify(bars, daily);
  REQUIRE(of_kind(defects, "duplicate").size() == 1);
  CHECK(of_kind(defects, "duplicate")[0].bar == 10);
  REQUIRE(of_kind(defects, "order").size() == 1);
  CHECK(of_kind(defects, "order")[0].bar == 50);
}

TEST_CASE("two daily bars of one day, as a quote appended to the history, are one too many") {
  Bars bars = calm_sessions(100);
  bars.time.set(99, bars.time[98] + 57600);
  const auto found = of_kind(verify(bars, daily), "duplicate");
  REQUIRE(found.size() == 1);
  CHECK(found[0].bar == 99);
  CHECK(found[0].message == "is of the same day as the bar before it");
}

TEST_CASE("a universe whose names all last to the end hints at survivorship") {
  std::vector<std::int64_t> last(12, 1000 * 86400);
  REQUIRE(survivorship_hint(last).has_value());
  CHECK(survivorship_hint(last)->severity == Severity::Note);
  last[3] = 900 * 86400;
  CHECK_FALSE(survivorship_hint(last).has_value());
  CHECK_FALSE(survivorship_hint(std::vector<std::int64_t>(9, 0)).has_value());
}
