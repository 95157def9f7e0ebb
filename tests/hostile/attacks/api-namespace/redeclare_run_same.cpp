// expect: entry-point
#include <stratgen/strategy.hpp>
void stratgen_run(stratgen::abi::Frame*);

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
