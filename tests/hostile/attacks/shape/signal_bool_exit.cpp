// expect: signal-form
#include <stratgen/strategy.hpp>
struct S : SignalStrategy {
  auto long_entry() { return close > open; }
  bool long_exit() { return close < open; }
};
STRATGEN_STRATEGY(S)
