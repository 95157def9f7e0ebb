#include <stratgen/strategy.hpp>

struct Averages : Strategy {
  Series all[18];

  void init() {
    const Series made[] = {sma(close, 5), ema(close, 5), wma(close, 5), dema(close, 5), tema(close, 5), trima(close, 5), kama(close, 5), t3(close, 3, 0.7), hma(close, 5), ht_trendline(close), ewma(close, 0.2), vwap(5), midpoint(close, 5), midprice(5), sma(close), sar(), sarext(), supertrend(7, 3.0)};
    int i = 0;
    for (const Series& s : made) all[i++] = s;
  }

  void next() {
    double total = 0;
    for (const Series& s : all) total += isnan(s) ? 0.0 : double(s);
    if (total != 0 && !position) buy();
    else if (close < open) position.close();
  }
};

STRATGEN_STRATEGY(Averages)
