// expect: exit 4
#include <stratgen/strategy.hpp>
struct S : SignalStrategy {
  auto long_entry() { return close > open; }
  auto size() { return close / 1000; }
};
STRATGEN_STRATEGY(S)
