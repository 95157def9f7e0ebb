// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series ma;
  void next() { if (!position) buy(); else position.close(ma); }
};
STRATGEN_STRATEGY(S)
