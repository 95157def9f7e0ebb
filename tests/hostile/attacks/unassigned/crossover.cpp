// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series ma;
  void next() { if (crossover(close, ma)) buy(); }
};
STRATGEN_STRATEGY(S)
