// expect: api-internal
#include <stratgen/strategy.hpp>
void f(stratgen::detail::SeriesLike auto s) {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
