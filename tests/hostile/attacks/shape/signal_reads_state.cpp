// expect: exit 4
#include <stratgen/strategy.hpp>
struct S : SignalStrategy {
  int n = 0;
  auto long_entry() { return ++n > 3; }
};
STRATGEN_STRATEGY(S)
