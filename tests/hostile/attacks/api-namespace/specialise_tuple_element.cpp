// expect: api-namespace
#include <stratgen/strategy.hpp>
struct P {};
template <> struct std::tuple_element<0, P> { using type = int; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
