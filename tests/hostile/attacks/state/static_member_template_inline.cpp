// expect: state
#include <stratgen/strategy.hpp>
template <class T> struct G { static inline T v = 0; };
int f() { return ++G<int>::v; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
