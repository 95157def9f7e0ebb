// expect: compile
#include <stratgen/strategy.hpp>


struct S : Strategy {
  double x = 0;
  void next() {
    double other = 1;
    double& r = close > open ? other : r;
    x = r;
    if (x > 3) buy();
  }
};
STRATGEN_STRATEGY(S)
