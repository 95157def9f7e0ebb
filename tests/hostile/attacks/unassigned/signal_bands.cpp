// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : SignalStrategy {
  Bands b;
  bool late = param("late", false);
  void init() { if (late) b = bbands(close, 3); }
  auto long_entry() { return crossover(close, b.upper); }
};
STRATGEN_STRATEGY(S)
