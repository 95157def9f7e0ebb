// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : SignalStrategy {
  Series ma;
  Series other;
  void init() { ma = other; }
  auto long_entry() { return close > ma; }
};
STRATGEN_STRATEGY(S)
