// expect: compile
#include <stratgen/strategy.hpp>
std::unique_ptr<int> p;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
