// expect: union
#include <stratgen/strategy.hpp>
template <class T> union U { T a; long b; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
