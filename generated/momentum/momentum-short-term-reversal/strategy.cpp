#include <stratgen/strategy.hpp>

// Buy a young winner, a stock that leads the market after having trailed it for years, when it has
// fallen back for some days, and keep it while it leads.
struct MomentumAndShortTermReversalCombined : Strategy {
  int momentum_window = param("momentum_window", 126, {63, 252, 21});
  int long_window = param("long_window", 756, {504, 1008, 126});
  int pullback_window = param("pullback_window", 10, {5, 21, 1});

  static constexpr double position_size_pct = 0.95;

  Series pullback, momentum, earlier;

  void init() {
    const Series relative = close / asset("SPY").close;
    pullback = pct_change(relative, pullback_window);
    momentum = pct_change(relative, momentum_window);
    earlier = pct_change(shift(relative, momentum_window), long_window);
  }

  void next() {
    if (trading_days_left_in_week() != 0) return;
    if (position) {
      if (momentum <= 0) position.close();
    } else if (momentum > 0 && earlier < 0 && pullback < 0) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(MomentumAndShortTermReversalCombined)
