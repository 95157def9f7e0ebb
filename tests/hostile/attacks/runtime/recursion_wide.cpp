// expect: exit 5, "budget"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  long fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
  void init() { f = sma(close, 10); }
  void next() {
    if (fib(60) > 5) buy();
  }
};
STRATGEN_STRATEGY(S)
