// expect: extern
#include <stratgen/strategy.hpp>
template <class T> extern int n;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
