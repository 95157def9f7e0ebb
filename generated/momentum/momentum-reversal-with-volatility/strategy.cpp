#include <stratgen/strategy.hpp>

// After a calm year of the market follow the stock's momentum, after a volatile one its reversal.
struct MomentumAndReversalCombinedWithVolatility : Strategy {
  int momentum_window = param("momentum_window", 126, {63, 252, 21});
  int reversal_window = param("reversal_window", 21, {5, 42, 1});
  int vol_window = param("vol_window", 252, {63, 252, 63});
  int reference_window = param("reference_window", 1260, {504, 1260, 252});

  static constexpr double position_size_pct = 0.95;

  Series momentum, recent, market_vol, usual_vol;

  void init() {
    const Series market = asset("SPY").close;
    const Series relative = close / market;
    recent = pct_change(relative, reversal_window);
    momentum = pct_change(shift(relative, reversal_window), momentum_window);
    market_vol = realized_volatility(market, vol_window);
    usual_vol = median(market_vol, reference_window);
  }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    const bool calm = market_vol <= usual_vol;
    const bool held = calm ? momentum > 0 : recent < 0;
    if (position) {
      if (!held) position.close();
    } else if (held) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(MomentumAndReversalCombinedWithVolatility)
