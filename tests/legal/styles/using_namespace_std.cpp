#include <stratgen/strategy.hpp>
using namespace std;
using namespace stratgen;
struct S : Strategy {
  array<double, 3> a{};
  void next() {
    a[0] = max(close, open);
    a[1] = min(abs(close - open), 3.0);
    a[2] = sqrt(pow(close, 2)) + std::max(1.0, 2) + floor(2.5) + clamp(3, 1, 2) + max({1, 2, 3});
    if (isnan(a[0]) || !isfinite(a[1])) return;
    if (!position) buy();
  }
};
STRATGEN_STRATEGY(S)
