// expect: extern
#include <stratgen/strategy.hpp>
template <class T> struct P {};
extern template struct P<int>;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
