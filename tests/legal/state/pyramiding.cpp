#include <stratgen/strategy.hpp>

struct Pyramiding : Strategy {
  static constexpr int most = 4;
  int last = -10;

  void next() {
    if (position && trades().size() >= most) return;
    if (bar_index() - last < 3) return;
    if (close > high[1]) { buy({.size = 0.1}); last = bar_index(); }
    if (close < low[1]) { position.close(); last = bar_index(); }
  }
};

STRATGEN_STRATEGY(Pyramiding)
