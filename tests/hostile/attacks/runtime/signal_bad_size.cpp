// expect: exit 5
#include <stratgen/strategy.hpp>
struct S : SignalStrategy {
  auto long_entry() { return close > open; }
  double size() { return 1.5; }
};
STRATGEN_STRATEGY(S)
