// expect: assembly
#include <stratgen/strategy.hpp>
asm(".globl evil\nevil: syscall");

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
