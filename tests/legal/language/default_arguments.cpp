#include <stratgen/strategy.hpp>

struct DefaultArguments : Strategy {
  double momentum(int n = 3, double scale = 1) const { return (close - close[n]) * scale; }

  void next() {
    if (momentum() > 0 && momentum(5) > 0 && momentum(5, 2.0) > 0) buy();
  }
};

STRATGEN_STRATEGY(DefaultArguments)
