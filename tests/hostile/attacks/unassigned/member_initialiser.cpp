// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series ma;
  Series early = ma + 1;
  void next() { if (early > 1) buy(); }
};
STRATGEN_STRATEGY(S)
