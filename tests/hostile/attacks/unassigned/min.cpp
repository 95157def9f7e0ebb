// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series ma;
  void next() { if (min(ma, close, 3) < 1) buy(); }
};
STRATGEN_STRATEGY(S)
