// expect: exit 5
#include <stratgen/strategy.hpp>
struct S : SignalStrategy {
  auto long_entry() { return close > open && equity() > 0; }
};
STRATGEN_STRATEGY(S)
