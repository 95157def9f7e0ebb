// expect: assembly
#include <stratgen/strategy.hpp>
template <class T> void f(T) { asm("int3"); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
