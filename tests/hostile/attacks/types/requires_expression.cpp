// expect: concept
#include <stratgen/strategy.hpp>
template <class T> constexpr bool b = requires(T t) { t + t; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
