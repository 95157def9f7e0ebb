// expect: compile
#include <stratgen/strategy.hpp>
std::function<int()> f;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
