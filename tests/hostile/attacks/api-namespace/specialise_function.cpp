// expect: api-namespace
#include <stratgen/strategy.hpp>
template <> auto stratgen::abs<int>(const int& v) { return 7; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
