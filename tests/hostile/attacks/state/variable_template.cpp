// expect: state
#include <stratgen/strategy.hpp>
template <class T> int n = 0;
int f() { return ++n<int>; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
