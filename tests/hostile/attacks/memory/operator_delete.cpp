// expect: heap
#include <stratgen/strategy.hpp>
void operator delete(void* p) noexcept;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
