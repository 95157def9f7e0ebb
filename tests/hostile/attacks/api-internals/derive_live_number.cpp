// expect: api-internal
#include <stratgen/strategy.hpp>
struct P : stratgen::detail::LiveNumber {};

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
