// expect: exit 5
#include <stratgen/strategy.hpp>
struct S : SignalStrategy {
  auto long_entry() { for (;;) {} return close > open; }
};
STRATGEN_STRATEGY(S)
