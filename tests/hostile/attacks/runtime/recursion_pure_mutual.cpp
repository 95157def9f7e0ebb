// expect: exit 5, ""
#include <stratgen/strategy.hpp>
bool odd(unsigned n);
bool even(unsigned n) { return n == 0 || !odd(n - 1); }
bool odd(unsigned n) { return n != 0 && !even(n - 1); }

struct S : Strategy {
  double x = 0;
  void next() {
    x += even(2000000000u - bar_index());
    if (x > 1e300) buy();
  }
};
STRATGEN_STRATEGY(S)
