// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : SignalStrategy {
  Series ma;
  auto long_entry() { return abs(ma) > 1; }
};
STRATGEN_STRATEGY(S)
