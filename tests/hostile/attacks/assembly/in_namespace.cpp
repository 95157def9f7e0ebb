// expect: assembly
#include <stratgen/strategy.hpp>
namespace n { asm("nop"); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
