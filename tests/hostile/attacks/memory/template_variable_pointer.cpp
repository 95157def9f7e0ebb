// expect: pointer
#include <stratgen/strategy.hpp>
template <class T> constexpr T zero{};
bool f() { return zero<int*> == 0; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
