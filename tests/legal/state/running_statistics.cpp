#include <stratgen/strategy.hpp>

struct RunningStatistics : Strategy {
  long n = 0;
  double mean = 0, m2 = 0;

  void next() {
    ++n;
    const double d = close - mean;
    mean += d / n;
    m2 += d * (close - mean);
    const double deviation = n > 1 ? sqrt(m2 / (n - 1)) : 0;
    if (n > 30 && close > mean + deviation) buy({.size = 0.1});
    if (close < mean) position.close();
  }
};

STRATGEN_STRATEGY(RunningStatistics)
