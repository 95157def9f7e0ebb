// expect: compile
#include <stratgen/strategy.hpp>
constexpr x = 1;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
