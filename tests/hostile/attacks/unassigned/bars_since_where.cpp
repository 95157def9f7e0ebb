// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series ma;
  void next() { if (bars_since(where(shift(close, 1) > 0, close > 1000, ma > 1)) > 2) buy(); }
};
STRATGEN_STRATEGY(S)
