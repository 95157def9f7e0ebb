// expect: destructor
#include <stratgen/strategy.hpp>
template <class T> struct P { ~P() {} T v; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
