// expect: pointer
#include <stratgen/strategy.hpp>
template <class T> double f(T v) { auto p = &v; return *p; }
double g() { return f(1.0); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
