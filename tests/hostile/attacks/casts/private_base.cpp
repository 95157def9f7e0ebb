// expect: cast
#include <stratgen/strategy.hpp>
struct A { int v; };
class B : A {};
int f(B& b) { return ((A&)b).v; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
