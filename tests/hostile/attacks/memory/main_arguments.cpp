// expect: pointer
#include <stratgen/strategy.hpp>
int run(int argc, char** argv) { return argc; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
