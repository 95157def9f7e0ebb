// expect: state
#include <stratgen/strategy.hpp>
template <class T> struct G { static T v; };
template <class T> T G<T>::v = 0;
int f() { return ++G<int>::v; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
