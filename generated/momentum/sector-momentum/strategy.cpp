#include <stratgen/strategy.hpp>

// Hold the sector fund long while it is one of the strongest of eight sectors, short while it is one
// of the weakest.
struct SectorMomentumRotation : Strategy {
  int lookback = param("lookback", 126, {21, 252, 21});
  int side_count = param("side_count", 2, {1, 3, 1});

  static constexpr double position_size_pct = 0.95;
  static constexpr int other_count = 7;

  Series own_return;
  std::array<Series, other_count> other_returns;

  void init() {
    own_return = pct_change(close, lookback);
    other_returns = {pct_change(asset("XLK").close, lookback),
                     pct_change(asset("XLF").close, lookback),
                     pct_change(asset("XLV").close, lookback),
                     pct_change(asset("XLI").close, lookback),
                     pct_change(asset("XLP").close, lookback),
                     pct_change(asset("XLY").close, lookback),
                     pct_change(asset("XLU").close, lookback)};
  }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    int stronger = 0, weaker = 0;
    for (const Series& other_return : other_returns) {
      if (other_return > own_return) ++stronger;
      if (other_return < own_return) ++weaker;
    }
    const bool winner = stronger < side_count;
    const bool loser = weaker < side_count && !winner;
    if (position.is_long() && !winner) position.close();
    if (position.is_short() && !loser) position.close();
    if (winner && !position.is_long()) {
      buy({.size = position_size_pct});
    } else if (loser && !position.is_short()) {
      sell({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(SectorMomentumRotation)
