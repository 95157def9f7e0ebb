// expect: reference-return
#include <stratgen/strategy.hpp>
struct P { P& operator=(int) { return *this; } };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
