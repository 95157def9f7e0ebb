// expect: state
#include <stratgen/strategy.hpp>
bool once() { static bool done = false; if (done) return false; done = true; return true; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
