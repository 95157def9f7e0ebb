// expect: pointer
#include <stratgen/strategy.hpp>
template <class F> int call(F&& f) { return f(1); }
int f(int a) { return a; }
int g() { return call(f); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
