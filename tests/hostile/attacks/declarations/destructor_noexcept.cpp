// expect: destructor
#include <stratgen/strategy.hpp>
struct P { ~P() noexcept {} int v; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
