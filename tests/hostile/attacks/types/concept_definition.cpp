// expect: concept
#include <stratgen/strategy.hpp>
template <class T> concept C = true;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
