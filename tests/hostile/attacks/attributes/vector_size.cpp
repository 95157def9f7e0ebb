// expect: attribute
#include <stratgen/strategy.hpp>
typedef int v4 __attribute__((vector_size(16)));

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
