#include <stratgen/strategy.hpp>

struct ArraysOfSeries : Strategy {
  Series ribbon[4];
  List<Series, 5> more;
  std::array<Series, 2> both;

  void init() {
    int n = 5;
    for (Series& s : ribbon) { s = ema(close, n); n += 5; }
    for (int i = 0; i < 3; ++i) more.push_back(sma(close, 3 + i));
  }

  void next() {
    int above = 0;
    for (const Series& s : ribbon) above += close > s;
    for (auto s : more) above += close > s;
    if (above > 3) buy();
    else if (above < 1) position.close();
  }
};

STRATGEN_STRATEGY(ArraysOfSeries)
