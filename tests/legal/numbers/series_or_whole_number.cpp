#include <stratgen/strategy.hpp>

// A series is its current value, whatever is on the other side of the colon.
struct SeriesOrWholeNumber : Strategy {
  bool use_stop = param("use_stop", true);
  double pct = param("pct", 0.03);
  Series ma;

  void init() { ma = sma(close, 10); }

  double distance() { return close > ma ? close / ma - 1 : 0; }
  template <int N>
  double past() {
    return bar_index() >= N ? close[0] - ma : -1;
  }

  void next() {
    const double stop = use_stop ? close * (1 - pct) : 0;
    const auto share = close > ma ? min(0.5, ma / close) : 0;
    const double nested = close > ma ? close > open ? 1 : ma / close : 0, far = use_stop ? 1'000 : close;
    if (!position && distance() > 0 && share > 0.4 && past<5>() > 0)
      buy({.size = share, .sl = stop, .tp = use_stop ? close * (1 + pct) : 0});
    for (const Trade t : trades()) {
      const double at = t ? t.sl : 0;
      if (at > 0 && nested < 0.99 && at < (far)) t.close();
    }
    if (share > 0 && share < 0.1) position.close(2);  // never: it is no int
  }
};

STRATGEN_STRATEGY(SeriesOrWholeNumber)
