// expect: type
#include <stratgen/strategy.hpp>
constexpr long double pi = 3.14L;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
