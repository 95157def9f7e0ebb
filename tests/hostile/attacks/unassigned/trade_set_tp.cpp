// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series ma;
  void next() { if (!position) buy(); for (auto& t : trades()) t.set_tp(ma); }
};
STRATGEN_STRATEGY(S)
