// expect: exit 5
#include <stratgen/strategy.hpp>
struct S : SignalStrategy {
  auto long_entry() { return close > close[1]; }
};
STRATGEN_STRATEGY(S)
