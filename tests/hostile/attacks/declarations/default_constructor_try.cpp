// expect: exceptions
#include <stratgen/strategy.hpp>
struct P { P() try {} catch (...) {} };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
