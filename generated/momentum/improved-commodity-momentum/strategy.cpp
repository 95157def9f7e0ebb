#include <stratgen/strategy.hpp>

// Follow the last year's move of oil only where it turns the move of the months before that year.
struct ImprovedMomentumOnCommodityFutures : Strategy {
  int momentum_window = param("momentum_window", 252, {63, 252, 21});
  int reversal_window = param("reversal_window", 126, {126, 504, 63});

  static constexpr double position_size_pct = 0.95;

  Series momentum, earlier;

  void init() {
    momentum = pct_change(close, momentum_window);
    earlier = pct_change(shift(close, momentum_window), reversal_window);
  }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    const bool rising_anew = momentum > 0 && earlier < 0;
    const bool falling_anew = momentum < 0 && earlier > 0;
    if (position.is_long() && !rising_anew) position.close();
    if (position.is_short() && !falling_anew) position.close();
    if (rising_anew && !position.is_long()) {
      buy({.size = position_size_pct});
    } else if (falling_anew && !position.is_short()) {
      sell({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(ImprovedMomentumOnCommodityFutures)
