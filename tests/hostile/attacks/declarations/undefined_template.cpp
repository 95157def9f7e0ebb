// expect: undefined-function
#include <stratgen/strategy.hpp>
template <class T> T f(int);
int g() { return f<int>(3); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
