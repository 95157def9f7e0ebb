// expect: attribute
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  List<int, 4> list;
  void init() { f = sma(close, 10); }
  void next() {
    typedef int v4 __attribute__((vector_size(16))); v4 v = {};
    if (x > 1e9) buy();
  }
};
STRATGEN_STRATEGY(S)
