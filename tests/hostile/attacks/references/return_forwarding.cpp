// expect: reference-return
#include <stratgen/strategy.hpp>
template <class T> T&& f(T&& x) { return static_cast<T&&>(x); }
int g() { return f(1); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
