// expect: api-namespace
#include <stratgen/strategy.hpp>
template <class T> struct stratgen::List<T, 7> {};

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
