// expect: type
#include <stratgen/strategy.hpp>
template <class T> struct P { T v; };
P<long double> f() { return {}; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
