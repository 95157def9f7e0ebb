// expect: api-internal
#include <stratgen/strategy.hpp>
struct P : stratgen::detail::Expression { double at_(int) const { return 1; } };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
