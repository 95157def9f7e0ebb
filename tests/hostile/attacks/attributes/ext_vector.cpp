// expect: attribute
#include <stratgen/strategy.hpp>
using v4 = float __attribute__((ext_vector_type(4)));

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
