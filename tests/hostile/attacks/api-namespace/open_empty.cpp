// expect: api-namespace
#include <stratgen/strategy.hpp>
namespace stratgen {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
