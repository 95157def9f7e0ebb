// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  void next() { Series x; if (x > 1) buy(); }
};
STRATGEN_STRATEGY(S)
