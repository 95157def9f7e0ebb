// expect: compile
#include <stratgen/strategy.hpp>


struct S : Strategy {
  double x = 0;
  void next() {
    double& r = r;
    x = r;
    if (x > 3) buy();
  }
};
STRATGEN_STRATEGY(S)
