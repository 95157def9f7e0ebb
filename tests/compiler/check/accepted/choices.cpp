#include <stratgen/strategy.hpp>

struct Choices : Strategy {
  int days = 3;
  double x = 0;
  void next() {
    double exposure = close > open ? min(0.95, close / high) : 0.0;
    int units = floor(equity() / close);
    int whole = close > open ? int(close) : 0;
    int half = close > open ? static_cast<int>(close / 2) : 1;
    double value = close > open ? close[0] : 0;
    double back = days > 2 ? close[days] : days;
    bool calm = close > open ? high < 2 * low : false;
    double held = position ? double(position.size) : 0;
    double either = days > 1 ? close : open;
    double plain = days > 1 ? x : 0;
    int count = days > 1 ? trades().size() : 0;
    int truncated = close;
    auto price = days > 1 ? close - 1 : 0.5f;
    x = where(close > open, close, 0) + exposure + value + back + held + either + plain + price;
    if (calm && units + whole + half + count + truncated > 3 && x > 1) buy();
  }
};
STRATGEN_STRATEGY(Choices)
