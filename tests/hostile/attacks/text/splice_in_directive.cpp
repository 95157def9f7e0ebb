// expect: line-splice
#include <stratgen/strategy.hpp>
#def\
ine X 1

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
