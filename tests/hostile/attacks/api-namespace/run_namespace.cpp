// expect: entry-point
#include <stratgen/strategy.hpp>
namespace stratgen_run { int f() { return 1; } }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
