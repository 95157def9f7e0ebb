// expect: attribute
#include <stratgen/strategy.hpp>
using m4 = float __attribute__((matrix_type(4, 4)));

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
