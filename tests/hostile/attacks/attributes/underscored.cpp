// expect: attribute
#include <stratgen/strategy.hpp>
[[__gnu__::__used__]] constexpr int q = 1;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
