#include <stratgen/strategy.hpp>

// In an uptrend, buy a few days of exhausted selling and sell into the rebound.
struct Rsi2MeanReversion : Strategy {
  int rsi_window = param("rsi_window", 2, {2, 5, 1});
  int entry_level = param("entry_level", 10, {2, 30, 1});
  int trend_window = param("trend_window", 200, {100, 250, 25});
  int exit_window = param("exit_window", 5, {3, 10, 1});

  static constexpr double stop_loss_pct = 0.05;
  static constexpr double position_size_pct = 0.95;

  Series strength, trend_ma, exit_ma;

  void init() {
    strength = rsi(close, rsi_window);
    trend_ma = sma(close, trend_window);
    exit_ma = sma(close, exit_window);
  }

  void next() {
    if (position) {
      if (close > exit_ma) position.close();
    } else if (close > trend_ma && strength < entry_level) {
      buy({.size = position_size_pct, .sl = close[0] * (1 - stop_loss_pct)});
    }
  }
};

STRATGEN_STRATEGY(Rsi2MeanReversion)
