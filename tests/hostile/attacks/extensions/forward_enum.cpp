// expect: compile
#include <stratgen/strategy.hpp>
enum E;
enum E { A, B };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
