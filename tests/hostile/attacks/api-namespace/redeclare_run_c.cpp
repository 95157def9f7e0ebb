// expect: extern
#include <stratgen/strategy.hpp>
extern "C" void stratgen_run(int);

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
