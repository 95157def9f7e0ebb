// expect: exit 4
#include <stratgen/strategy.hpp>
template <class T> stratgen::List(T) -> stratgen::List<T, 5>;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
