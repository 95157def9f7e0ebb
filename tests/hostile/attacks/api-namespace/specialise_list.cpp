// expect: api-namespace
#include <stratgen/strategy.hpp>
template <> struct List<int, 3> {};

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
