#include <stratgen/strategy.hpp>

struct SeriesInStructs : Strategy {
  struct Pair { Series fast, slow; double gap() const { return fast - slow; } } pair;
  struct Leg { Series s; int weight = 1; } legs[2];
  static int side(const Pair& p) { return p.fast > p.slow ? 1 : -1; }

  void init() {
    pair = {sma(close, 3), sma(close, 9)};
    legs[0].s = pair.fast;
    legs[1].s = legs[0].s;
  }

  void next() {
    if (pair.gap() > 0 && side(pair) > 0) buy();
  }
};

STRATGEN_STRATEGY(SeriesInStructs)
