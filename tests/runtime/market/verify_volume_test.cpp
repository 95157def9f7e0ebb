#include "tests/runtime/market/calm_bars.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace stratgen;
using namespace stratgen::testing;

namespace {

const Expectations daily{.timeframe = "1d"};

void scale_volume(Bars& bars, std::size_t from, std::size_t to, double factor) {
  for (std::size_t i = from; i < to; ++i) bars.volume.set(i, bars.volume[i] * factor);
}

}  // namespace

TEST_CASE("no volume in a market that has volume is a warning, one for each run") {
  Bars bars = calm_sessions(200);
  scale_volume(bars, 50, 51, 0);
  scale_volume(bars, 100, 104, 0);
  const auto found = of_kind(verify(bars, daily), "volume");
  REQUIRE(found.size() == 2);
  CHECK(found[0].bar == 50);
  CHECK(found[0].message == "volume is zero");
  CHECK(found[1].message.starts_with("volume is zero in 4 bars up to "));
  CHECK(found[1].severity == Severity::Warning);
}

TEST_CASE("a market without volume is one note, one that does not tell it none") {
  Bars bars = calm_sessions(200);
  scale_volume(bars, 0, 200, 0);
  const auto found = of_kind(verify(bars, daily), "volume");
  REQUIRE(found.size() == 1);
  CHECK(found[0].severity == Severity::Note);
  CHECK(found[0].message == "200 of 200 bars have a volume of zero");
  bars.volume = std::vector<double>(200, std::numeric_limits<double>::quiet_NaN());
  CHECK(verify(bars, daily).empty());
}

TEST_CASE("a volume of a thirtieth from one day on is a seam") {
  Bars bars = calm_sessions(200);
  scale_volume(bars, 100, 200, 1.0 / 30);
  const auto found = of_kind(verify(bars, daily), "seam");
  REQUIRE(found.size() == 1);
  CHECK(found[0].bar == 100);
  // The medians of 40 bars on either side are of the same seven values.
  CHECK(found[0].message.starts_with("the usual volume becomes 0.0333 times"));
}

TEST_CASE("a week of news, and volumes that grow by half, are no seam") {
  Bars bars = calm_sessions(200);
  scale_volume(bars, 100, 105, 30);
  scale_volume(bars, 150, 200, 1.5);
  CHECK(of_kind(verify(bars, daily), "seam").empty());
}

TEST_CASE("a negative volume is said") {
  Bars bars = calm_sessions(200);
  bars.volume.set(7, -1);
  REQUIRE(of_kind(verify(bars, daily), "volume").size() == 1);
  CHECK(of_kind(verify(bars, daily), "volume")[0].message == "volume -1 is negative");
}
