#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series ma;
  double x = 0;
  int k = 0;
  void init() { ma = sma(close, 10); }
  void next() {
    const auto [y, m, d, w, doy, h, mi] = date();
    Date dt = date();
    const Date& dr = date();
    auto d2 = date();
    if (m == 1 && d < 10 && !position) buy();
    if (m == 5) position.close();
    k = y + w + doy + h + mi + dt.year + dr.month + d2.day;

    if (x + k > 1e18) buy();
  }
};
STRATGEN_STRATEGY(S)
