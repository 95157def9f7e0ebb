// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : SignalStrategy {
  Series ma;
  auto long_entry() { return crossover(close, ma); }
};
STRATGEN_STRATEGY(S)
