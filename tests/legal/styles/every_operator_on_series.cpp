#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series ma;
  double x = 0;
  int k = 0;
  Series a, b, c, d, e, f, g;
  void init() {
    ma = sma(close, 10);
    a = -close;
    b = +close;
    c = 2 / close;
    d = close * close - 1 + 3;
    e = (close > open) * 2 - 1;
    f = abs(close - open) / (high - low);
    g = where(isnan(ma), 0, ma) + max(close, open) + min(close, 100) + pow(close, 2) + sqrt(close) +
        log(close) + exp(close / 1e4) + sign(close - open) + floor(close) + ceil(close) +
        round(close) + clamp(close, 10, 200) + change(close) + pct_change(close, 3) +
        shift(close, 2) + where(close > open && !(close > 500) || close == open, close, open) +
        where(crossover(close, ma), 1, 0) + bars_since(close > ma);
  }
  void next() {
    if (a[0] == -close[0] && b == close && abs(c - 2 / close) < 1e-12 && g != 0 && !position) buy();
    x = d + e + f;
    if (crossover(close, 100) || crossunder(100, close) || crossover(a - b, 0) ||
        crossover(close[0], ma[0]))
      k++;
    if (shift(close, 2)[0] == close[2] && change(close) > 0 && pct_change(close, 5) > 0.1 &&
        abs(change(close, 1)) > 2 && shift(close > open, 1))
      position.close();
    double w = where(close > ma, 1, -1), w2 = where(k > 3, close, open), w3 = where(true, 1.0, 2.0);
    x = w + w2 + w3;
    if (bars_since(crossover(close, ma)) < 5 && bars_since(close > open) == 0) k = 0;
    const auto spread = close - ma;
    if (spread > 0 && spread[1] < 0) k = 1;
    bool up = close > open, dn = not up;
    int sgn = sign(close - open);
    k = sgn;
    auto mx = max(close, open);
    x = mx + mx[1];
    if (up != dn) x = 0;
    if (!(close > ma)) position.close();
    float ff = close;
    x += ff;
    int ii = close;
    x += ii;
    long ll = close * 2;
    x = ll;
    unsigned uu = close;
    x += uu;

    if (x + k > 1e18) buy();
  }
};
STRATGEN_STRATEGY(S)
