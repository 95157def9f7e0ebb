// expect: virtual
#include <stratgen/strategy.hpp>
struct P { virtual void f() = 0; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
