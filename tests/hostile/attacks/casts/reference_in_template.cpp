// expect: cast
#include <stratgen/strategy.hpp>
template <class T> double as(double v) { return (T)v; }
double g() { return as<double&>(5.0); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
