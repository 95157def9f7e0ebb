#include <stratgen/strategy.hpp>

struct PositionHandle : Strategy {
  int same = 0;

  void next() {
    if (!position) buy({.size = 0.5});
    else if (position.is_long() && position.pl_pct() > 2) position.close(0.5);
    else if (position.pl() < -100 || position.size > 1000) position.close();
    if (position.is_short()) position.close();
    const bool flat = !position;
    const double size = position.size;
    auto p = position;
    if (flat == (size == 0) && p.size == position.size && position && p) ++same;
  }
};

STRATGEN_STRATEGY(PositionHandle)
