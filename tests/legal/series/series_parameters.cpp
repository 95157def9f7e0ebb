#include <stratgen/strategy.hpp>

struct SeriesParameters : Strategy {
  Series ma;
  bool rising(Series s, int n) const { for (int i = 0; i < n; ++i) if (s[i] < s[i + 1] * 0.9) return false; return true; }
  double slope(const Series& s) const { return s[0] - s[3]; }
  static auto spread(const Series& a, const Series& b) { return a - b; }

  void init() {
    ma = sma(close, 5);
  }

  void next() {
    if (rising(close, 3) && slope(ma) > 0 && spread(close, ma) > 0) buy();
  }
};

STRATGEN_STRATEGY(SeriesParameters)
