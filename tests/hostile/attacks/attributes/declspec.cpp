// expect: attribute
#include <stratgen/strategy.hpp>
__declspec(dllexport) void f() {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
