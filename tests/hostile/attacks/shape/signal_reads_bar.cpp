// expect: signal-form
#include <stratgen/strategy.hpp>
struct S : SignalStrategy {
  auto long_entry() { return close[0] > close[1]; }
};
STRATGEN_STRATEGY(S)
