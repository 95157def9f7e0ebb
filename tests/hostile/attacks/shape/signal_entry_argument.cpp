// expect: exit 4
#include <stratgen/strategy.hpp>
struct S : SignalStrategy {
  auto long_entry(int n) { return close > open; }
};
STRATGEN_STRATEGY(S)
