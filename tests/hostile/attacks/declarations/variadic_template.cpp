// expect: variadic
#include <stratgen/strategy.hpp>
template <class T> int f(T, ...) { return 1; }
int g() { return f(1, 2); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
