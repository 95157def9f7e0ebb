// expect: reference-return
#include <stratgen/strategy.hpp>
template <class F> struct Keep { F f; };
auto g(int n) { return Keep{[&n] { return n; }}; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
