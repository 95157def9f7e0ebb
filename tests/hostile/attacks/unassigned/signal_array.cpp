// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : SignalStrategy {
  Series a[3];
  void init() { a[0] = a[2] = close; }
  auto long_entry() { return close > a[1]; }
};
STRATGEN_STRATEGY(S)
