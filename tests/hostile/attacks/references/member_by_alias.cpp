// expect: reference-member
#include <stratgen/strategy.hpp>
using R = double&;
struct P { R r; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
