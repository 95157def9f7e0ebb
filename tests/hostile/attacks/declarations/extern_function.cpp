// expect: extern
#include <stratgen/strategy.hpp>
extern int system(const char*);

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
