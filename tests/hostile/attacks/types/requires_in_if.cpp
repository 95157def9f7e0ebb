// expect: concept
#include <stratgen/strategy.hpp>
template <class T> int f(T t) { if constexpr (requires { t.x; }) return 1; return 2; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
