// expect: attribute
#include <stratgen/strategy.hpp>
typedef int q __attribute__((mode(TI)));

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
