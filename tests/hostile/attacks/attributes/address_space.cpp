// expect: attribute
#include <stratgen/strategy.hpp>
using p = int __attribute__((address_space(256)));

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
