// expect: reference-return
#include <stratgen/strategy.hpp>
struct P { int v; auto f() { return [this] { return v; }; } };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
