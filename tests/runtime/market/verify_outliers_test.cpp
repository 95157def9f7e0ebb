#include "tests/runtime/market/calm_bars.hpp"

#include <doctest/doctest.h>

using namespace stratgen;
using namespace stratgen::testing;

namespace {

const Expectations daily{.timeframe = "1d"};

void set_close(Bars& bars, std::size_t row, double close) {
  bars.close.set(row, close);
  bars.high.set(row, std::max(bars.high[row], close));
  bars.low.set(row, std::min(bars.low[row], close));
}

}  // namespace

TEST_CASE("a close 20 % off that the next open takes back is a bad print") {
  for (const double factor : {1.2, 0.8}) {
    Bars bars = calm_sessions(200);
    set_close(bars, 100, bars.close[100] * factor);
    const auto found = of_kind(verify(bars, daily), "outlier");
    REQUIRE(found.size() == 1);
    CHECK(found[0].bar == 100);
    CHECK(found[0].severity == Severity::Warning);
  }
}

TEST_CASE("a fall that the next day answers only in its course is a true one") {
  Bars bars = calm_sessions(200);
  set_close(bars, 100, bars.close[100] * 0.8);
  bars.open.set(101, bars.close[100] * 1.01);
  bars.low.set(101, bars.close[100]);
  CHECK(of_kind(verify(bars, daily), "outlier").empty());
}

TEST_CASE("a move that stays is no outlier") {
  Bars bars = calm_sessions(200);
  scale_prices(bars, 100, 200, 1.2);
  CHECK(of_kind(verify(bars, daily), "outlier").empty());
}

TEST_CASE("an open 20 % from both closes is a bad print") {
  Bars bars = calm_sessions(200);
  bars.open.set(100, bars.open[100] * 0.8);
  bars.low.set(100, bars.open[100]);
  const auto found = of_kind(verify(bars, daily), "outlier");
  REQUIRE(found.size() == 1);
  CHECK(found[0].message.starts_with("open "));
}

TEST_CASE("a high 15 % outside of everything around it is a phantom wick, one of 5 % is none") {
  Bars bars = calm_sessions(200);
  bars.high.set(100, bars.high[100] * 1.15);
  bars.low.set(120, bars.low[120] * 0.85);
  bars.high.set(140, bars.high[140] * 1.05);
  const auto found = of_kind(verify(bars, daily), "wick");
  REQUIRE(found.size() == 2);
  CHECK(found[0].bar == 100);
  CHECK(found[0].message.starts_with("high "));
  CHECK(found[1].bar == 120);
  CHECK(found[1].message.starts_with("low "));
}

TEST_CASE("without any volume half the distance is enough") {
  Bars bars = calm_sessions(200);
  bars.high.set(100, bars.high[100] * 1.08);
  CHECK(of_kind(verify(bars, daily), "wick").empty());
  bars.volume.set(100, 0);
  CHECK(of_kind(verify(bars, daily), "wick").size() == 1);
}

TEST_CASE("the flash crash of 2010-05-06 was true") {
  Bars bars = calm_hours(1272844800, 86400, 100);  // 2010-05-03
  bars.low.set(3, bars.low[3] * 0.6);
  bars.low.set(50, bars.low[50] * 0.6);
  const auto found = of_kind(verify(bars, daily), "wick");
  REQUIRE(found.size() == 1);
  CHECK(found[0].bar == 50);
}
