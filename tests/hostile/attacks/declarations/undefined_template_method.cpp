// expect: undefined-function
#include <stratgen/strategy.hpp>
template <class T> struct P { int f(); };
int g() { return P<int>{}.f(); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
