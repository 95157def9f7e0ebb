// expect: destructor
#include <stratgen/strategy.hpp>
struct P { constexpr ~P() {} };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
