// expect: api-namespace
#include <stratgen/strategy.hpp>
template <> Series Strategy::each_bar(int) { return {}; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
