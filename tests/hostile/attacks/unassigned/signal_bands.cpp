// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : SignalStrategy {
  Bands b;
  auto long_entry() { return crossover(close, b.upper); }
};
STRATGEN_STRATEGY(S)
