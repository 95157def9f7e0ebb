// expect: pointer
#include <stratgen/strategy.hpp>
struct Hidden;
Hidden* f();

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
