#include <stratgen/strategy.hpp>

struct MutableMembers : Strategy {
  struct Cache {
    mutable int hits = 0;
    double read(double v) const { ++hits; return v; }
  } cache;

  void next() {
    cache.read(close);
    if (cache.hits > 3) buy();
  }
};

STRATGEN_STRATEGY(MutableMembers)
