// expect: pointer
#include <stratgen/strategy.hpp>
template <class T> T* f(T a);

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
