// expect: pointer
#include <stratgen/strategy.hpp>
template <class T = int*> struct P {};

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
