// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : SignalStrategy {
  Series a[3];
  auto long_entry() { return close > a[1]; }
};
STRATGEN_STRATEGY(S)
