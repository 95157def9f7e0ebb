// expect: extern
#include <stratgen/strategy.hpp>
extern "Fortran" int f();

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
