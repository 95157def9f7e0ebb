// expect: undefined-function
#include <stratgen/strategy.hpp>
int f() noexcept;
int g() { return f(); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
