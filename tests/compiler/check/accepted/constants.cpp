#include <stratgen/strategy.hpp>
constexpr int kN = 14;
constexpr double kLevels[] = {0.1, 0.2, 0.3};
static constexpr double twice(double x) { return 2 * x; }
constexpr std::array<int, 3> kPeriods{5, 10, 20};
const int kConst = 4;
const double table[2][3] = {{1, 2, 3}, {4, 5, 6}};
struct S : Strategy {
  static constexpr int kInside = 3;
  static constexpr double arr[3] = {1, 2, 3};
  static constexpr std::array<double, 2> arr2{1.0, 2.0};
  static constexpr int f(int x) { return x + 1; }
  Series m[3];
  void init() { for (int i = 0; i < 3; ++i) m[i] = ema(close, kPeriods[i]); int k = 0; for (int p : kPeriods) m[k++] = sma(close, p); }
  void next() { double s = 0; for (auto& x : m) s += x; for (const auto x : kLevels) s += x; for (auto& row : table) for (double v : row) s += v; if (s / 3 < close + twice(kLevels[1]) + arr[f(1)] + arr2[1]) buy({.size = 1}); else position.close(); }
};
STRATGEN_STRATEGY(S)
