// expect: api-internal
#include <stratgen/strategy.hpp>
template <stratgen::detail::Number T> void f(T) {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
