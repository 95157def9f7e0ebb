// expect: exit 5
#include <stratgen/strategy.hpp>
constexpr int count(int n) { int s = 0; while (n >= 0) s = s % 9 + 1; return s; }

struct S : Strategy {
  int k = 0;
  void next() { k = count(bar_index()); if (k) buy(); }
};
STRATGEN_STRATEGY(S)
