// expect: signal-form
#include <stratgen/strategy.hpp>
struct S : SignalStrategy {
  double long_entry() { return close; }
};
STRATGEN_STRATEGY(S)
