// expect: volatile
#include <stratgen/strategy.hpp>
template <class T> using V = volatile T;
int f() { V<int> v = 1; return v; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
