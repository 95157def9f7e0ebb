#include <stratgen/strategy.hpp>

// Hold the euro long after it was the strongest of three currencies against the dollar, short after it
// was the weakest.
struct MomentumInCurrencies : Strategy {
  int lookback = param("lookback", 21, {21, 252, 21});

  static constexpr double position_size_pct = 0.95;

  Series euro, aussie, franc;

  void init() {
    euro = pct_change(close, lookback);
    aussie = pct_change(asset("AUDUSD").close, lookback);
    franc = pct_change(1 / asset("USDCHF").close, lookback);  // quoted in francs for a dollar
  }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    const bool winner = euro > aussie && euro > franc;
    const bool loser = euro < aussie && euro < franc;
    if (position.is_long() && !winner) position.close();
    if (position.is_short() && !loser) position.close();
    if (winner && !position.is_long()) {
      buy({.size = position_size_pct});
    } else if (loser && !position.is_short()) {
      sell({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(MomentumInCurrencies)
