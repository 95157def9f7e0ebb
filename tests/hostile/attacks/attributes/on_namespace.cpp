// expect: attribute
#include <stratgen/strategy.hpp>
namespace [[gnu::visibility("hidden")]] n { constexpr int k = 1; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
