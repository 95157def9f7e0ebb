// expect: pointer
#include <stratgen/strategy.hpp>
template <class T> using P = T*;
P<int> f();

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
