// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : SignalStrategy {
  Series ma;
  bool late = param("late", false);
  void init() { if (late) ma = sma(close, 3); }
  auto up() { return close > ma; }
  auto long_entry() { return up() && !(close > ma * 1.1) || crossover(close, 100); }
  auto long_exit() { return !up() and bars_since(up()) > 2; }
};
STRATGEN_STRATEGY(S)
