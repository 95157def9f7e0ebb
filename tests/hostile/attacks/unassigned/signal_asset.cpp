// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : SignalStrategy {
  Asset vix;
  auto long_entry() { return vix.close > 1; }
};
STRATGEN_STRATEGY(S)
