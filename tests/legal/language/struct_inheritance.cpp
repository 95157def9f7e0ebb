#include <stratgen/strategy.hpp>

struct StructInheritance : Strategy {
  struct Level { double level = 0; bool crossed(double p) const { return p < level; } };
  struct Trailing : Level { double best = 0; void update(double p) { best = max(best, p); level = best * 0.95; } } stop;

  void next() {
    stop.update(close);
    if (stop.level > 0 && close > stop.level) buy();
    if (stop.crossed(close)) position.close();
  }
};

STRATGEN_STRATEGY(StructInheritance)
