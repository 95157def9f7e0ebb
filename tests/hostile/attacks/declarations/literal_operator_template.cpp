// expect: literal-operator
#include <stratgen/strategy.hpp>
template <char... C> constexpr int operator""_n() { return sizeof...(C); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
