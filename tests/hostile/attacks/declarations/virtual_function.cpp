// expect: virtual
#include <stratgen/strategy.hpp>
struct P { virtual void f() {} };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
