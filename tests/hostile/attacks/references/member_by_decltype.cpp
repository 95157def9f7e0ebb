// expect: reference-member
#include <stratgen/strategy.hpp>
constexpr double d = 1;
struct P { decltype((d)) r; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
