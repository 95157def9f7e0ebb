// expect: reference-member
#include <stratgen/strategy.hpp>
struct P { static constexpr const int& r = 1; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
