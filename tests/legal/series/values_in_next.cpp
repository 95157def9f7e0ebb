#include <stratgen/strategy.hpp>

struct ValuesInNext : Strategy {
  double last = 0;

  void next() {
    double c = close;
    const auto gap = close - open[1];
    auto condition = close > open && high > low;
    float f = float(close);
    int n = int(close);
    if (condition && gap > -100 && c + f + n > 0 && !(close < 0) && close) buy();
    if (crossover(close, 100) || crossunder(close, open) || crossover(50, close)) position.close();
    last = c;
    last += close;
    last = max(last, close);
    last = high[0] - low[1] * 2;
  }
};

STRATGEN_STRATEGY(ValuesInNext)
