#include <stratgen/strategy.hpp>
struct S : Strategy { Series a, b, c, d, e; void init() { a = sma((high + low) / 2, 10); b = ema(rsi(close, 14), 5); c = highest(close - shift(close, 1), 20) - lowest(change(close, 1), 20); d = zscore(log(close) - log(sma(close, 50)), 30); e = sma(close > open, 10); Series f = stdev(pct_change(close, 1), 20) * sqrt(252); Series g = sum(where(close > open, volume, -volume), 20); Series h = macd(sma(close, 3)).hist; e = e + f * 0 + g * 0 + h * 0; Series k = sma(close > open && close > shift(close, 1), 3); e = bbands(typprice(), 20).upper + k + rank(atr(14), 50); }
  void next() { if (a > b && d > -1) buy({.size = 1}); else position.close(); } };
STRATGEN_STRATEGY(S)
