// expect: attribute
#include <stratgen/strategy.hpp>
using p = int __attribute__((btf_type_tag("x")));

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
