// expect: exit 4
#include <stratgen/strategy.hpp>
template <class T> std::array(T) -> std::array<T, 5>;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
