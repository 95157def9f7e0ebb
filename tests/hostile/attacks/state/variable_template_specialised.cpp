// expect: state
#include <stratgen/strategy.hpp>
template <int N> constexpr int n = 0;
template <> int n<3> = 5;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
