// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series ma;
  void next() { buy({.limit = ma}); }
};
STRATGEN_STRATEGY(S)
