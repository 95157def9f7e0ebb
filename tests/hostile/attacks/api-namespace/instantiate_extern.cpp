// expect: extern
#include <stratgen/strategy.hpp>
extern template struct List<int, 3>;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
