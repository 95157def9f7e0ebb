#include <stratgen/strategy.hpp>

// Hold the trust while it has beaten the real estate market and that market is up.
struct MomentumEffectInReits : Strategy {
  int lookback = param("lookback", 126, {63, 252, 21});
  int state_window = param("state_window", 252, {126, 756, 126});

  static constexpr double position_size_pct = 0.95;

  Series own_return, market_return, market_state;

  void init() {
    const Series market = asset("VNQ").close;
    own_return = pct_change(close, lookback);
    market_return = pct_change(market, lookback);
    market_state = pct_change(market, state_window);
  }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    const bool held = own_return > market_return && market_state >= 0;
    if (position) {
      if (!held) position.close();
    } else if (held) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(MomentumEffectInReits)
