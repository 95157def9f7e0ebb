// expect: state
#include <stratgen/strategy.hpp>
template <class T> int f() { static T n = 0; return ++n; }
int g() { return f<int>(); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
