// expect: concept
#include <stratgen/strategy.hpp>
template <class T> requires true void f(T) {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
