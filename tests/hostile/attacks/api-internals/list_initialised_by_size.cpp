// expect: exit 5, "outside"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  double x = 0;
  void next() {
    List<int, 2> l{{}, 1000000};  // two elements, not a size
    if (l.size() == 2 && l[1] == 1000000) x = l[2];
    if (x > 1e9) buy();
  }
};
STRATGEN_STRATEGY(S)
