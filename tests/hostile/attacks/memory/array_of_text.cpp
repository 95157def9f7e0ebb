// expect: pointer
#include <stratgen/strategy.hpp>
constexpr const char* names[] = {"a", "b"};

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
