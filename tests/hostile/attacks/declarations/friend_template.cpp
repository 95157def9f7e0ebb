// expect: friend
#include <stratgen/strategy.hpp>
struct P { template <class T> friend struct Q; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
