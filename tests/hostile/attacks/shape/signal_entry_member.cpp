// expect: exit 4
#include <stratgen/strategy.hpp>
struct S : SignalStrategy {
  bool long_entry = true;
};
STRATGEN_STRATEGY(S)
