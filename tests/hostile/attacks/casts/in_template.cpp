// expect: pointer
#include <stratgen/strategy.hpp>
template <class T> T as(long v) { return (T)v; }
bool g() { return as<int*>(5) == as<int*>(6); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
