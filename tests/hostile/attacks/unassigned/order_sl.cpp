// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series ma;
  void next() { buy({.sl = ma}); }
};
STRATGEN_STRATEGY(S)
