#include <stratgen/strategy.hpp>

constexpr double half_life = 20.0;
constexpr double top = std::max(1.0, half_life / 10), bottom = min(0.5, top), both = max({1, 2, 3});
constexpr double distance = std::abs(bottom - top), size = clamp(distance, 0.1, 0.9);
constexpr int window = std::max(10, 2 * 3), mixed = sign(-2.5) * 3;
constexpr bool known = !isnan(top) && std::isfinite(size) && std::fabs(-1.0) == 1;
static_assert(top == 2 && bottom == 0.5 && size == 0.9 && window == 10 && mixed == -3 && known);

struct ConstantsByFunctions : Strategy {
  static constexpr int lags[] = {std::min(3, window), window, std::clamp(100, 5, 40)};

  void next() {
    int up = 0;
    for (const int lag : lags) up += close > close[lag];
    if (up == 3 && both > 2 && !position)
      buy({.size = size});
    else if (up == 0 && position)
      position.close();
  }
};

STRATGEN_STRATEGY(ConstantsByFunctions)
