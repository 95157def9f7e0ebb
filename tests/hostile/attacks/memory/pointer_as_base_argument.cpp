// expect: pointer
#include <stratgen/strategy.hpp>
template <class T> struct P {};
struct Q : P<int*> {};

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
