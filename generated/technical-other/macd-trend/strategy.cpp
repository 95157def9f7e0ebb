#include <stratgen/strategy.hpp>

// In a rising trend, buy when a quick MACD crosses above its signal line, and sell when a slow one
// crosses below its own.
struct MacdTrendWithSignalLine : Strategy {
  int buy_fast = param("buy_fast", 12, {6, 16, 1});
  int buy_slow = param("buy_slow", 26, {18, 34, 1});
  int sell_fast = param("sell_fast", 19, {12, 24, 1});
  int sell_slow = param("sell_slow", 39, {26, 52, 1});
  int signal_window = param("signal_window", 9, {5, 13, 1});
  int trend_window = param("trend_window", 50, {30, 200, 10});

  static constexpr double position_size_pct = 0.95;

  Macd buy_macd, sell_macd;
  Series trend_ma;

  void init() {
    if (buy_fast >= buy_slow) reject("buy_fast must be below buy_slow");
    if (sell_fast >= sell_slow) reject("sell_fast must be below sell_slow");
    buy_macd = macd(close, buy_fast, buy_slow, signal_window);
    sell_macd = macd(close, sell_fast, sell_slow, signal_window);
    trend_ma = sma(close, trend_window);
  }

  void next() {
    const bool trend_up = trend_ma[0] > trend_ma[1];
    if (position) {
      if (crossunder(sell_macd.macd, sell_macd.signal)) position.close();
    } else if (crossover(buy_macd.macd, buy_macd.signal) && trend_up) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(MacdTrendWithSignalLine)
