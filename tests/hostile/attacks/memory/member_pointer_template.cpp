// expect: pointer
#include <stratgen/strategy.hpp>
struct P { int v; };
template <int P::*M> int get(P p) { return p.*M; }
int g() { return get<&P::v>({1}); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
