#include <stratgen/strategy.hpp>

struct Indicators : Strategy {
  int fast = param("fast", 12);
  Macd m;
  Bands b;
  Stoch st;
  Aroon ar;
  Channel ch;
  Ichimoku cloud;
  Asset vix;
  Series spread, z, up, ratio, kept;

  void init() {
    m = macd(close, 12, 26, 9);
    b = bbands(close, 20, 2.0, 2.0);
    st = stoch(5, 3, 3);
    ar = aroon(14);
    ch = donchian(20);
    cloud = ichimoku();
    vix = asset("VIX");
    spread = close - sma(close, 20);
    z = zscore(spread, 50);
    up = where(close > open, high - low, 0);
    ratio = asset("SPY").close / close;
    kept = shift(change(close, 5), 1) + pct_change(volume, 3);
    if (fast > 100) reject("never");
  }
  void next() {
    if (m.macd > m.signal && close < b.lower && st.k < 20 && ar.up > ar.down && rising()) buy();
    if (close > ch.upper[1] || cloud.tenkan < cloud.kijun || vix.close > 30) position.close();
    if (bars_since(close > open) > 3 && abs(z) > 2 && min(ratio, kept, up) < 0) sell();
  }
  bool rising() { return close[0] > close[1] and close[1] > close[2]; }
};
STRATGEN_STRATEGY(Indicators)
