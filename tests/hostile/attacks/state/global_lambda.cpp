// expect: state
#include <stratgen/strategy.hpp>
auto count = [n = 0]() mutable { return ++n; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
