// expect: dangling-reference
#include <stratgen/strategy.hpp>
struct L { List<int, 3> l; };
List<L, 2> many() { return {}; }
int f() { int n = 0; for (int& v : many()[0].l) n += v; return n; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
