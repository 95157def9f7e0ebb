// expect: exceptions
#include <stratgen/strategy.hpp>
void f() throw() {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
