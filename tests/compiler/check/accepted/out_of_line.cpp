#include <stratgen/strategy.hpp>

struct OutOfLine : Strategy {
  Series average;
  void init();
  void next();
  double score(int lookback) const;
};

static double ratio(double a, double b);

void OutOfLine::init() { average = ema(close, 20); }
double OutOfLine::score(int lookback) const {
  double total = 0;
  for (int i = 0; i < lookback; ++i) {
    if (i == 3) continue;
    if (i > 10) break;
    total += ratio(close[i], average[i]);
  }
  return total;
}
void OutOfLine::next() {
  if (score(15) > 5) buy();
  else if (score(5) < 1) return position.close();
}
static double ratio(double a, double b) { return b == 0 ? 0 : a / b; }
STRATGEN_STRATEGY(OutOfLine)
