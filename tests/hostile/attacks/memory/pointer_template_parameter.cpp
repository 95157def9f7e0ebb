// expect: pointer
#include <stratgen/strategy.hpp>
template <const int* P> int get() { return P[1]; }
constexpr int v = 1;
int g() { return get<&v>(); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
