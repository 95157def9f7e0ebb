#include <stratgen/strategy.hpp>

// Hold the country fund while its return of the past year, the last month left out, is above the mean
// of four countries.
struct MomentumEffectInCountryEquityIndexes : Strategy {
  int lookback = param("lookback", 252, {126, 252, 21});
  int skip = param("skip", 21, {0, 42, 21});

  static constexpr double position_size_pct = 0.95;

  Series own_return, mean_return;

  void init() {
    own_return = past_return(close);
    mean_return = (own_return + past_return(asset("EWU").close) + past_return(asset("FXI").close) +
                   past_return(asset("SPY").close)) / 4;
  }

  // From lookback bars ago to skip bars ago.
  Series past_return(Series price) { return shift(price, skip) / shift(price, lookback) - 1; }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    const bool winner = own_return > mean_return;
    if (position) {
      if (!winner) position.close();
    } else if (winner) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(MomentumEffectInCountryEquityIndexes)
