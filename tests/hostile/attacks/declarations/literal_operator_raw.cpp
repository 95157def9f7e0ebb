// expect: literal-operator
#include <stratgen/strategy.hpp>
constexpr int operator""_r(const char* t) { return 1; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
