#include <stratgen/strategy.hpp>

struct ShadowedNames : Strategy {
  double rank = 0, macd = 0;
  Series std;
  int sum(int n) { return n; }

  void init() {
    std = Strategy::stddev(close, 5);
  }

  void next() {
    double sma = 0, rsi = 1;
    for (int beta = 0; beta < 3; ++beta) sma += close[beta];
    auto max = sma > rsi ? sma : rsi;
    { int date = 3; rank += date; }
    if (close > max / 3) buy();
    if (macd > 0) position.close();
  }
};

STRATGEN_STRATEGY(ShadowedNames)
