// expect: exit 4
#include <stratgen/strategy.hpp>
template <> auto stratgen::crossover<Series, Series>(const Series& a, const Series& b) { return true; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
