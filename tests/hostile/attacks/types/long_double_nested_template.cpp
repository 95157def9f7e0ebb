// expect: type
#include <stratgen/strategy.hpp>
template <class T> double f() { return sizeof(T); }
double g() { return f<long double>(); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
