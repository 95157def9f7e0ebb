// expect: attribute
#include <stratgen/strategy.hpp>
struct [[clang::trivial_abi]] P { int v; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
