// expect: api-internal
#include <stratgen/strategy.hpp>
template <class T> double f(T v) { return v.at_(3); }
double g(Series s) { return f(s); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
