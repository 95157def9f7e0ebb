// expect: attribute
#include <stratgen/strategy.hpp>
struct [[gnu::packed]] P { char c; double d; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
