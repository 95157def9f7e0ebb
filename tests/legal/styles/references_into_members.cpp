#include <stratgen/strategy.hpp>
struct P {
  double a;
  int b;
};

struct S : Strategy {
  Series ma;
  double x = 0;
  int k = 0;
  double m[4] = {1, 2, 3, 4};
  std::array<P, 3> ps{{{1, 2}, {3, 4}, {5, 6}}};
  List<P, 4> lp;
  double grid[2][3] = {{1, 2, 3}, {4, 5, 6}};
  void init() { ma = sma(close, 10); }
  void next() {
    double& best = m[k];
    best += 1;
    auto& e = ps[1];
    e.a *= 2;
    if (lp.size() < 4) lp.push_back({close, k});
    const auto& last = lp.back();
    auto& [pa, pb] = ps[2];
    pa += 1;
    pb -= 1;
    for (auto& [u, v] : ps) {
      u += v;
    }
    for (const auto& [u, v] : lp) x += u * v;
    const P& cp = ps[0];
    x += last.a + cp.b;
    for (auto& row : grid)
      for (auto& cell : row) cell *= 1.0;
    for (const auto& row : grid)
      for (double cell : row) x += cell;
    auto&& fr = m[1];
    fr = 3;
    auto&& tmp = close[0] * 2;
    x += tmp;
    const double& ext = close[0];
    x += ext;
    if (!position) buy();

    if (x + k > 1e18) buy();
  }
};
STRATGEN_STRATEGY(S)
