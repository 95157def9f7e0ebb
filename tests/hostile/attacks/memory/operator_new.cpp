// expect: heap
#include <stratgen/strategy.hpp>
void* operator new(unsigned long n);

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
