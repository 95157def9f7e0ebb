// expect: compile
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  List<int, 4> list;
  void init() { f = sma(close, 10); }
  void next() {
    auto f = [](this auto self, int n) -> int { return n < 1 ? n : self(n - 1); };
    k = f(3);
    if (x > 1e9) buy();
  }
};
STRATGEN_STRATEGY(S)
