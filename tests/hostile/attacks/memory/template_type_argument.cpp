// expect: pointer
#include <stratgen/strategy.hpp>
template <class T> struct Box { T v; };
Box<int*> f() { return {}; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
