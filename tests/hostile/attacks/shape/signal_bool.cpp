// expect: signal-form
#include <stratgen/strategy.hpp>
struct S : SignalStrategy {
  bool long_entry() { return close > open; }
};
STRATGEN_STRATEGY(S)
