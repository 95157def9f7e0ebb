// expect: attribute
#include <stratgen/strategy.hpp>
__declspec(naked) void f() {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
