// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series ma;
  void next() { if (where(close > 1000, close, ma) > 1) buy(); }
};
STRATGEN_STRATEGY(S)
