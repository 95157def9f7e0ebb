// expect: assembly
#include <stratgen/strategy.hpp>
template <class T> void f(T) { asm("int3"); }

struct S : Strategy {
  void next() {
    f(1);
  }
};
STRATGEN_STRATEGY(S)
