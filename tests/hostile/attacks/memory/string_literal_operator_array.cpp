// expect: pointer
#include <stratgen/strategy.hpp>
constexpr auto& t = "abc";
constexpr auto p = t + 1;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
