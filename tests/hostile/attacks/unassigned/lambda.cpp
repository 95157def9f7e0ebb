// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series ma;
  void next() { auto f = [](const Series& x) { return x[0]; }; if (f(ma) > 1) buy(); }
};
STRATGEN_STRATEGY(S)
