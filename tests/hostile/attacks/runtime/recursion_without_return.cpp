// expect: exit 5, ""
#include <stratgen/strategy.hpp>
double g(int n = 0, double q = 1) { return n < 0 ? q : g(n) + 1; }

struct S : Strategy {
  double x = 0;
  void next() {
    x += g();
    if (x > 1e300) buy();
  }
};
STRATGEN_STRATEGY(S)
