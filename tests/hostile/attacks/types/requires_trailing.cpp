// expect: concept
#include <stratgen/strategy.hpp>
template <class T> void f(T) requires true {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
