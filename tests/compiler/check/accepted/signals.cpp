#include <stratgen/strategy.hpp>

struct Signals : SignalStrategy {
  int fast = param("fast", 20, {5, 60, 5});
  int slow = param("slow", 50, {20, 200, 10});
  Series fast_ma, slow_ma;

  void init() { fast_ma = sma(close, fast); slow_ma = sma(close, slow); }
  auto long_entry() { return crossover(fast_ma, slow_ma) && close > fast_ma; }
  auto long_exit() { return crossover(slow_ma, fast_ma); }
  auto short_entry() { return close < slow_ma * 0.98; }
  auto short_exit() { return close > slow_ma || !(close < fast_ma); }
  double size() { return 0.5; }
  double stop_loss() { return 0.02; }
  double take_profit() { return 0.1; }
};
STRATGEN_STRATEGY(Signals)
