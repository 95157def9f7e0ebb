// expect: compile
#include <stratgen/strategy.hpp>
void f(int& n) { std::ref(n); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
