#include <stratgen/strategy.hpp>

struct Conditions : Strategy {
  Series trend, both;
  void init() {
    trend = where(close > sma(close, 200) && rsi(close, 2) < 10, 1, 0);
    both = (close > open) + (volume > sma(volume, 20)) * 2;
    const Series local = ema(close, 10);
    trend = trend * (local > 0);
  }
  void next() {
    const bool strong = trend > 0 && both == 3;
    const auto cross = crossunder(close, trend);
    if (strong && !cross) buy();
    auto above = close > open;
    if (above && above[1] && (close - open)[2] < 0) position.close();
    double value = close;
    value = pow(value, 2) + sign(value) + clamp(value, 0, 1) + sqrt(abs(-value)) + exp(log(value));
    if (isnan(value) || max(value, open, 3) > 5) position.close();
  }
};
STRATGEN_STRATEGY(Conditions)
