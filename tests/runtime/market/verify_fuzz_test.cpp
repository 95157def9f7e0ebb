// verify() and repair() stand bars of any content.
#include "runtime/market/repair.hpp"
#include "tests/runtime/market/calm_bars.hpp"

#include <doctest/doctest.h>

#include <array>
#include <limits>
#include <random>

using namespace stratgen;
using namespace stratgen::testing;

namespace {

using Random = std::mt19937_64;

double any_number(Random& random) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  constexpr std::array<double, 10> odd = {
      0,   -0.0, 1e-300, 1e300, -1, infinity, -infinity, std::numeric_limits<double>::quiet_NaN(),
      100, 101};
  return odd[random() % odd.size()];
}

std::int64_t any_time(Random& random) {
  constexpr std::array<std::int64_t, 5> odd = {0, -1, 253402300800, -99999999999999, 1600000000000};
  return odd[random() % odd.size()];
}

Bars any_bars(Random& random) {
  constexpr std::array<std::int64_t, 5> spacings = {60, 3600, 14400, 86400, 7 * 86400};
  Bars bars = calm_hours(static_cast<std::int64_t>(random() % 2000000000),
                         spacings[random() % spacings.size()], random() % 200);
  constexpr std::array<const char*, 4> symbols = {"TEST", "EURUSD", "CL=F", ""};
  bars.symbol = symbols[random() % symbols.size()];
  bars.clock = std::array{Clock::Dates, Clock::Utc, Clock::Numbers}[random() % 3];
  for (std::size_t k = random() % 20; k > 0 && bars.size() > 0; --k) {
    const std::size_t i = random() % bars.size();
    auto* const column =
        std::array{&bars.open, &bars.high, &bars.low, &bars.close, &bars.volume}[random() % 5];
    column->set(i, any_number(random));
    if (random() % 10 == 0) bars.time.set(i, any_time(random));
  }
  return bars;
}

}  // namespace

TEST_CASE("whatever bars hold, defects name rows that there are, and repairs end") {
  Random random(8);
  constexpr std::array<const char*, 6> timeframes = {"1m", "1h", "4h", "1d", "1wk", "x"};
  for (int trial = 0; trial < 3000; ++trial) {
    const Bars bars = any_bars(random);
    const Expectations known{.timeframe = timeframes[random() % timeframes.size()],
                             .now = 1700000000,
                             .market = random() % 2 == 0 ? &bars : nullptr};
    bool in_range = true;
    for (const Defect& defect : verify(bars, known)) {
      in_range = in_range && (!defect.bar || *defect.bar < bars.size());
    }
    CHECK(in_range);
    const Repaired repaired = repair(bars, known, {.clip_wicks = true});
    CHECK(repaired.bars.size() <= bars.size());
    CHECK(of_kind(verify(repaired.bars, known), "order").empty());
    CHECK(of_kind(verify(repaired.bars, known), "duplicate").empty());
  }
}
