#include <stratgen/strategy.hpp>

struct Reversals : Strategy {

  void next() {
    if (close > open && !position.is_long()) { position.close(); buy({.size = 0.5}); }
    if (close < open && !position.is_short()) { position.close(); sell({.size = 0.5}); }
  }
};

STRATGEN_STRATEGY(Reversals)
