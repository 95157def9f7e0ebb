// expect: reference-return
#include <stratgen/strategy.hpp>
struct P { int v; P& operator++() { ++v; return *this; } };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
