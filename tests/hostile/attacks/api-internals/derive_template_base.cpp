// expect: api-internal
#include <stratgen/strategy.hpp>
template <class B> struct P : B {};
P<Series> f(Series s) { return {s}; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
