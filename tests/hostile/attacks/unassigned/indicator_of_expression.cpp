// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series ma;
  Series other;
  void init() { other = sma(ma - close, 3); }
  void next() { if (other > 3) buy(); }
};
STRATGEN_STRATEGY(S)
