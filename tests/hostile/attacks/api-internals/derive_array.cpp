// expect: api-internal
#include <stratgen/strategy.hpp>
struct P : std::array<int, 3> {};

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
