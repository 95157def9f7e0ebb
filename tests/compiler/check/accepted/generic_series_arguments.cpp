#include <stratgen/strategy.hpp>

template <class S>
double mean(const S& s, int n) {
  double total = 0;
  for (int i = 0; i < n; ++i) total += s[i];
  return total / n;
}
double slope(Series s, int n) { return (s[0] - s[n]) / n; }
double gap(const Series& a, const Series& b) { return a - b; }
template <class A, class B> auto spread(const A& a, const B& b) { return a - b; }

struct Generic : Strategy {
  Series kept;
  Series all[3];
  std::array<Series, 2> pair;
  void init() {
    kept = spread(close, open);
    for (int i = 0; i < 3; ++i) all[i] = sma(close, 10 * (i + 1));
    pair[0] = all[0] + all[1];
  }
  void next() {
    if (mean(close, 5) > mean(high - low, 3) && slope(close, 4) > 0) buy();
    if (gap(close, kept) > spread(close, 2.0) && all[2] > pair[0]) position.close();
  }
};
STRATGEN_STRATEGY(Generic)
