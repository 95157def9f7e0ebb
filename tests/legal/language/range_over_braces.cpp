#include <stratgen/strategy.hpp>

struct RangeOverBraces : Strategy {
  enum class Side { Up = 1, Down = -1 };
  Series fast, slow;
  List<Series, 3> ribbon;

  void init() {
    fast = sma(close, 3);
    slow = sma(close, 9);
    for (int n : {3, 5, 8}) ribbon.push_back(ema(close, n));
  }

  void next() {
    double total = 0;
    for (int n : {5, 10, 20}) total += close[n];
    for (double weight : {0.5, 0.3, 0.2}) total *= 1 + weight / 100;
    for (const Series& s : {fast, slow}) total += s;
    for (auto side : {Side::Up, Side::Down}) total += static_cast<int>(side);
    for (int i = 0; auto name : {1L, 2L}) total += double(name) * i++;
    if (total > close) buy();
  }
};

STRATGEN_STRATEGY(RangeOverBraces)
