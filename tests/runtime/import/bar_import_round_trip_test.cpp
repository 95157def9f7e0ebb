// Whatever the dialect: what was written is what is read.
#include <doctest/doctest.h>

#include "imported.hpp"
#include "written_bars.hpp"

namespace stratgen {
namespace {

TEST_CASE("random bars in random dialects read back equal") {
  Random random(2020);
  for (int i = 0; i < 1500; ++i) {
    const bool days = pick(random, 2) == 0;
    const Bars bars = random_bars(random, 40 + pick(random, 60), days);
    const Style style = random_style(random);
    const std::string text = written(bars, style);
    CAPTURE(text.substr(0, 300));
    const auto file = parse_bars(text, "bars.csv", "BARS");
    REQUIRE_MESSAGE(file, (file ? "" : file.error().message));
    REQUIRE(file->markets.size() == 1);
    const ImportedMarket& market = file->markets.front();
    CHECK(market.timeframe == (days ? "1d" : "1m"));
    REQUIRE(market.bars.clock == bars.clock);
    REQUIRE(market.bars.time == bars.time);
    REQUIRE(market.bars.open == bars.open);
    REQUIRE(market.bars.high == bars.high);
    REQUIRE(market.bars.low == bars.low);
    REQUIRE(market.bars.close == bars.close);
    REQUIRE(market.bars.volume == bars.volume);
    REQUIRE(market.defects.size() == (style.descending ? 1 : 0));
  }
}

}  // namespace
}  // namespace stratgen
