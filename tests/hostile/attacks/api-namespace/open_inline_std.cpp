// expect: exit 4
#include <stratgen/strategy.hpp>
inline namespace std { int f() { return 1; } }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
