// expect: api-namespace
#include <stratgen/strategy.hpp>
namespace stratgen::inner { int f() { return 1; } }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
