// expect: api-internal
#include <stratgen/strategy.hpp>
struct P { stratgen::detail::Engine e; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
