#include <stratgen/strategy.hpp>

template <class A, class B> bool above(const A& a, const B& b, int bars) {
  for (int i = 0; i < bars; ++i) if (a[i] < b[i] * 0.5) return false;
  return true;
}
template <class A, class B> auto spread(const A& a, const B& b) { return a - b; }

struct SeriesInTemplates : Strategy {
  Series ma;
  template <class T> Series smooth(const T& s, int n) { return ema(s, n); }

  void init() {
    ma = smooth(close, 5) - smooth(open, 7) + close;
  }

  void next() {
    if (above(close, ma, 3) && spread(high, low) > 0) buy();
  }
};

STRATGEN_STRATEGY(SeriesInTemplates)
