// expect: pointer
#include <stratgen/strategy.hpp>
enum E { A = sizeof(int*) };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
