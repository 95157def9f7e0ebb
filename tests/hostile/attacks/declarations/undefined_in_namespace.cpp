// expect: undefined-function
#include <stratgen/strategy.hpp>
namespace n { int f(); }
int g() { return n::f(); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
