// expect: state
#include <stratgen/strategy.hpp>
std::array<int, 3> shared{};

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
