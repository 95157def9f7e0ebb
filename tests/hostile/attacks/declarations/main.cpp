// expect: entry-point
#include <stratgen/strategy.hpp>
int main() { return 0; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
