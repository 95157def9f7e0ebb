// expect: virtual
#include <stratgen/strategy.hpp>
struct P {};
struct Q : virtual P {};

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
