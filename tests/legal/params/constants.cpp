#include <stratgen/strategy.hpp>

constexpr int unused = 3;

struct Constants : Strategy {
  static constexpr int lowest = 5, step = 5;
  static constexpr double top = 60;
  int n = param("n", 2 * lowest, {lowest, top, step});
  double m = param("m", -1.5, {-3.0, 0, .5});

  void next() {
    if (n > 0) buy();
  }
};

STRATGEN_STRATEGY(Constants)
