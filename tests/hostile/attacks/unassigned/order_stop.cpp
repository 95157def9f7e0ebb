// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series ma;
  void next() { sell({.stop = ma - 1}); }
};
STRATGEN_STRATEGY(S)
