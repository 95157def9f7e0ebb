// expect: pointer
#include <stratgen/strategy.hpp>
template <class T> double f(T& v) { return *(&v + 7); }
double g() { double d = 1; return f(d); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
