#include <stratgen/strategy.hpp>

struct Conditions : SignalStrategy {
  Series ma;
  auto up() { return close > ma; }
  auto long_entry() { return up() && !(close > ma * 1.1) || crossover(close, 100); }
  auto long_exit() { return !up() and bars_since(up()) > 2; }

  void init() {
    ma = sma(close, 10);
  }
};

STRATGEN_STRATEGY(Conditions)
