// expect: state
#include <stratgen/strategy.hpp>
template <int N> struct C { inline static double cell[N]; };
double f() { return ++C<3>::cell[0]; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
