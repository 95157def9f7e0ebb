// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : SignalStrategy {
  Series ma;
  bool late = param("late", false);
  void init() { if (late) ma = sma(close, 3); }
  auto long_entry() { return close > open; }
  double stop_loss() { return ma[0] * 0.1; }
};
STRATGEN_STRATEGY(S)
