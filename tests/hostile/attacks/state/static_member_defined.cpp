// expect: state
#include <stratgen/strategy.hpp>
struct P { static int n; };
int P::n = 0;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
