#include <stratgen/strategy.hpp>
struct S : Strategy { Series mas[4]; std::array<Series, 3> em; List<Series, 6> li; Series grid[2][2];
  void init() { int p = 5; for (auto& m : mas) { m = sma(close, p); p *= 2; } for (int i = 0; i < 3; ++i) em[i] = ema(close, 10 + i); for (int i = 0; i < 6; ++i) li.push_back(rsi(close, 5 + i)); for (int i = 0; i < 2; ++i) for (int j = 0; j < 2; ++j) grid[i][j] = shift(close, i + j); }
  void next() { int up = 0; for (const Series& m : mas) up += close > m; for (auto m : em) up += m < close ? 1 : 0; for (const auto& l : li) if (l > 50) ++up; if (grid[1][1] != close[2]) sell({.size = 50}); if (up > 9) buy({.size = 1}); else position.close(); } };
STRATGEN_STRATEGY(S)
