// expect: exit 4
#include <stratgen/strategy.hpp>
struct S : SignalStrategy {
  auto long_entry() { return position.size == 0; }
};
STRATGEN_STRATEGY(S)
