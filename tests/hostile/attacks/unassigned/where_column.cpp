// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series ma;
  Series other;
  void init() { other = where(close > 1000, ma, close); }
  void next() { if (other > 3) buy(); }
};
STRATGEN_STRATEGY(S)
