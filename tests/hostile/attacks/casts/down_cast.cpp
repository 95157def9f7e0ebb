// expect: cast
#include <stratgen/strategy.hpp>
struct A {};
struct B : A { int v; };
int f(A& a) { return static_cast<B&>(a).v; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
