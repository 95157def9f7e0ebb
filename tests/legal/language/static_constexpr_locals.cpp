#include <stratgen/strategy.hpp>

struct StaticConstexprLocals : Strategy {

  void next() {
    static constexpr int lags[] = {1, 2, 3};
    constexpr double scale = 0.5;
    static const int most = 4;
    double sum = 0;
    for (int lag : lags) sum += close[lag] * scale;
    if (sum > most) buy();
  }
};

STRATGEN_STRATEGY(StaticConstexprLocals)
