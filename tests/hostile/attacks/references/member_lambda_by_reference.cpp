// expect: reference-member
#include <stratgen/strategy.hpp>
template <class F> struct Keep { F f; };
void g() { int a = 0; Keep k{[&a] { return a; }}; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
