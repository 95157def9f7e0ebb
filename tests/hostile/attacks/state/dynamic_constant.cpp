// expect: state
#include <stratgen/strategy.hpp>
int dynamic() { return 1; }
const int c = dynamic();

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
