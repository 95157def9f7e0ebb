// expect: module
#include <stratgen/strategy.hpp>
import std;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
