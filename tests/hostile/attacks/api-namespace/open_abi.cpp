// expect: api-namespace
#include <stratgen/strategy.hpp>
namespace stratgen::abi { int f() { return 1; } }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
