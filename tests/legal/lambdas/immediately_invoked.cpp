#include <stratgen/strategy.hpp>

struct ImmediatelyInvoked : Strategy {

  void next() {
    const double level = [&] {
      double sum = 0;
      for (int i = 0; i < 5; ++i) sum += close[i];
      return sum / 5;
    }();
    const int side = [](double a, double b) { if (a > b) return 1; return -1; }(close, level);
    if (side > 0) buy();
  }
};

STRATGEN_STRATEGY(ImmediatelyInvoked)
