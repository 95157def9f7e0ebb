// expect: dangling-reference
#include <stratgen/strategy.hpp>
List<int, 3> make() { return {}; }
int f() { auto& r = make()[0]; return r; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
