// expect: pointer
#include <stratgen/strategy.hpp>
template <class T> double f(long v) { return *(T)v; }
double g() { return f<double*>(8); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
