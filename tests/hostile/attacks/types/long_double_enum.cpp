// expect: type
#include <stratgen/strategy.hpp>
enum E { A = int(1.5L) };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
