// expect: api-namespace
#include <stratgen/strategy.hpp>
namespace std { template <class T> array(T) -> array<T, 1>; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
