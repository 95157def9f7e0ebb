// expect: reference-member
#include <stratgen/strategy.hpp>
struct P { double&& r; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
