// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Asset vix;
  void next() { if (vix.volume[2] > 3) buy(); }
};
STRATGEN_STRATEGY(S)
