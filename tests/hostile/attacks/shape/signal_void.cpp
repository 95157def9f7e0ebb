// expect: exit 4
#include <stratgen/strategy.hpp>
struct S : SignalStrategy {
  void long_entry() { buy(); }
};
STRATGEN_STRATEGY(S)
