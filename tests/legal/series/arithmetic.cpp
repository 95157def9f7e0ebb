#include <stratgen/strategy.hpp>

struct Arithmetic : Strategy {
  Series spread, ratio, mid, scaled, either, never, both;

  void init() {
    spread = close - sma(close, 10);
    ratio = close / open * 2 + 1 - -low / high;
    mid = (high + low) / 2;
    scaled = 2 * close + volume / 1e6;
    either = close > open || high > low && !(open == close);
    never = close != close;
    both = min(close, open) + max(high, low) + abs(open - close) + sqrt(close) + log(close) + exp(close / 1000) + pow(close, 2) + sign(close - open) + floor(close) + ceil(open) + round(low) + clamp(close, 1, 50) + isnan(close);
  }

  void next() {
    if (spread > 0 and ratio > 1 and either and not never) buy();
  }
};

STRATGEN_STRATEGY(Arithmetic)
