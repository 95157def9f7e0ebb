#include <stratgen/strategy.hpp>

// Buy the market's own momentum while its return of three years is not negative; a purchase stands for
// some months after the last signal, and falls with the state.
struct MomentumAndStateOfMarketFilters : Strategy {
  int lookback = param("lookback", 126, {63, 252, 21});
  int state_window = param("state_window", 756, {252, 756, 252});
  int holding_months = param("holding_months", 1, {1, 12, 1});

  static constexpr double position_size_pct = 0.95;
  static constexpr int skip = 21;

  Series momentum, state;
  int months_since_signal = 0;

  void init() {
    momentum = pct_change(shift(close, skip), lookback);
    state = pct_change(close, state_window);
  }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    const bool up = state >= 0;
    const bool signal = up && momentum > 0;
    months_since_signal = signal ? 0 : months_since_signal + 1;
    if (position) {
      if (!up || months_since_signal >= holding_months) position.close();
    } else if (signal) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(MomentumAndStateOfMarketFilters)
