#include <stratgen/strategy.hpp>

struct KalmanFilter : Strategy {
  double x = 100, p = 1;

  void next() {
    const double predicted = x, q = p + 0.01;
    const double gain = q / (q + 1);
    x = predicted + gain * (close - predicted);
    p = (1 - gain) * q;
    if (bar_index() > 20 && close > x * 1.01) buy({.size = 0.1});
    else if (close < x) position.close();
  }
};

STRATGEN_STRATEGY(KalmanFilter)
