// expect: exit 5, "budget"
#include <stratgen/strategy.hpp>
unsigned fib(unsigned n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

struct S : Strategy {
  double x = 0;
  void next() {
    x += fib(60u + bar_index());
    if (x > 1e300) buy();
  }
};
STRATGEN_STRATEGY(S)
