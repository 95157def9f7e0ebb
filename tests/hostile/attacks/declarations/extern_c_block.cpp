// expect: extern
#include <stratgen/strategy.hpp>
extern "C" {
int getpid();
}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
