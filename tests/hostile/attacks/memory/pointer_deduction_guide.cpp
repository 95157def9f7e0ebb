// expect: pointer
#include <stratgen/strategy.hpp>
template <class T> struct P { T v; };
template <class T> P(T*) -> P<T>;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
