// expect: pointer
#include <stratgen/strategy.hpp>
template <int (*F)(int)> int call() { return F(1); }
int f(int a) { return a; }
int g() { return call<f>(); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
