#include "tests/runtime/market/calm_bars.hpp"

#include <doctest/doctest.h>

using namespace stratgen;
using namespace stratgen::testing;

namespace {

const Expectations daily{.timeframe = "1d"};

std::vector<Defect> splits(const Bars& bars, const Expectations& known = daily) {
  return of_kind(verify(bars, known), "split");
}

}  // namespace

TEST_CASE("prices of a half from one bar to the next, on usual volume, are a split") {
  Bars bars = calm_sessions(200);
  scale_prices(bars, 100, 200, 1.0 / 2);
  const auto found = splits(bars);
  REQUIRE(found.size() == 1);
  CHECK(found[0].severity == Severity::Severe);
  CHECK(found[0].bar == 100);
  CHECK(found[0].repair == "adjust the bars before it for a split of 2:1");
}

TEST_CASE("a reverse split and an odd one are found, too") {
  Bars bars = calm_sessions(200);
  scale_prices(bars, 100, 200, 8);
  REQUIRE(splits(bars).size() == 1);
  CHECK(splits(bars)[0].repair.ends_with("1:8"));
  bars = calm_sessions(200);
  scale_prices(bars, 100, 200, 2.0 / 3);
  REQUIRE(splits(bars).size() == 1);
  CHECK(splits(bars)[0].repair.ends_with("3:2"));
}

TEST_CASE("a split whose volume is as traded, twice the shares, is one as well") {
  Bars bars = calm_sessions(200);
  scale_prices(bars, 100, 200, 1.0 / 10);
  for (std::size_t i = 100; i < 200; ++i) bars.volume.set(i, bars.volume[i] * 10);
  REQUIRE(splits(bars).size() == 1);
  CHECK(splits(bars)[0].severity == Severity::Severe);
}

TEST_CASE("a crash to a half, in a wide bar and on ten times the volume, is a true move") {
  Bars bars = calm_sessions(200);
  scale_prices(bars, 100, 200, 1.0 / 2);
  bars.volume.set(100, bars.volume[100] * 25);
  bars.low.set(100, bars.low[100] * 0.85);
  CHECK(splits(bars).empty());
}

TEST_CASE("a rally of half on the news of the night is a true move") {
  Bars bars = calm_sessions(200);
  scale_prices(bars, 100, 200, 1.5);
  bars.volume.set(100, bars.volume[100] * 12);
  CHECK(splits(bars).empty());
}

TEST_CASE("a jump that the market made as well is no split") {
  Bars bars = calm_sessions(200);
  scale_prices(bars, 100, 200, 1.0 / 2);
  Expectations known = daily;
  known.market = &bars;
  for (const Defect& defect : splits(bars, known)) CHECK(defect.severity != Severity::Severe);
}

TEST_CASE("a jump of no ratio that nothing explains is a seam of prices, with news a true move") {
  Bars bars = calm_sessions(200);
  scale_prices(bars, 100, 200, 0.58);  // 1:1.724; 3:2 is 0.667 and 2:1 is 0.5
  CHECK(splits(bars).empty());
  const auto found = of_kind(verify(bars, daily), "seam");
  REQUIRE(found.size() == 1);
  CHECK(found[0].bar == 100);
  CHECK(found[0].severity == Severity::Warning);
  bars.volume.set(100, bars.volume[100] * 12);
  CHECK(of_kind(verify(bars, daily), "seam").empty());
}

TEST_CASE("an announced split that prices show is severe however wild the day") {
  Bars bars = calm_sessions(200);
  scale_prices(bars, 100, 200, 1.0 / 2);
  bars.volume.set(100, bars.volume[100] * 25);
  Expectations known = daily;
  known.actions = {{CorporateAction::Kind::Split, bars.time[100], 2}};
  REQUIRE(splits(bars, known).size() == 1);
  CHECK(splits(bars, known)[0].severity == Severity::Severe);
  CHECK(splits(calm_sessions(200), known).empty());  // adjusted for
}

TEST_CASE("a stretch at a hundred times its neighbours is in another unit, not split twice") {
  Bars bars = calm_sessions(200);
  scale_prices(bars, 100, 105, 100);
  const auto defects = verify(bars, daily);
  CHECK(of_kind(defects, "split").empty());
  const auto found = of_kind(defects, "scale");
  REQUIRE(found.size() == 1);
  CHECK(found[0].bar == 100);
  CHECK(found[0].message.starts_with("5 bars up to 2021-06-03 are quoted at 100 times"));
}
