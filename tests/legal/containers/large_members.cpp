#include <stratgen/strategy.hpp>

struct LargeMembers : Strategy {
  double ring[100000] = {};
  long n = 0;

  void next() {
    ring[n++ % 100000] = close;
    if (ring[0] < close) buy({.size = 1});
  }
};

STRATGEN_STRATEGY(LargeMembers)
