#include <stratgen/strategy.hpp>

struct AllFour : SignalStrategy {
  int n = param("n", 5, {3, 12, 3});
  Series fast, slow;
  auto long_entry() { return crossover(fast, slow); }
  auto long_exit() { return crossunder(fast, slow); }
  auto short_entry() { return crossunder(fast, slow); }
  auto short_exit() { return crossover(fast, slow); }
  double size() { return 0.5; }
  double stop_loss() { return 0.05; }
  double take_profit() { return 0.1; }

  void init() {
    fast = ema(close, n);
    slow = ema(close, 2 * n);
  }
};

STRATGEN_STRATEGY(AllFour)
