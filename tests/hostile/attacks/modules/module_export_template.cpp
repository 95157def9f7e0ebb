// expect: module
#include <stratgen/strategy.hpp>
export template <class T> T f(T v) { return v; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
