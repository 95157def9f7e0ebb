// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series ma;
  void next() { buy({.tp = ma * 2}); }
};
STRATGEN_STRATEGY(S)
