// expect: pointer
#include <stratgen/strategy.hpp>
struct P { int v; };
constexpr P p{1};
template <const P& R> int get() { return (&R)[5].v; }
int g() { return get<p>(); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
