// expect: reference-member
#include <stratgen/strategy.hpp>
template <class T> struct P { T r; };
double f(double x) { P<double&> p{x}; return p.r; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
