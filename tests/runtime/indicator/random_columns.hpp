// Seeded random columns for the indicator tests.
#pragma once

#include "runtime/indicator/indicator.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <span>
#include <string_view>
#include <vector>

namespace stratgen::test {

inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// A random walk of bars: low <= open, close <= high, all positive.
struct RandomBars {
  Column open, high, low, close, volume;

  RandomBars(std::size_t size, unsigned seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> step(0, 1);
    double price = 100;
    for (std::size_t i = 0; i < size; ++i) {
      open.push_back(price);
      price = std::max(5.0, price + step(random));
      close.push_back(price);
      high.push_back(std::max(open.back(), price) + std::abs(step(random)));
      low.push_back(std::max(1.0, std::min(open.back(), price) - std::abs(step(random))));
      volume.push_back(1000 * std::exp(step(random)));
    }
  }

  const Column& column(std::string_view name) const {
    if (name == "open") return open;
    if (name == "high") return high;
    if (name == "low") return low;
    if (name == "volume") return volume;
    if (name == "real1") return open;
    return close;
  }
};

// With a leading gap, one-bar holes and a long hole; the same bars each time.
inline Column with_gaps(Column x) {
  for (std::size_t i = 0; i < x.size(); ++i)
    if (i < 3 || i == 60 || i == 64 || (i >= 150 && i < 170) || i == 333) x[i] = missing;
  return x;
}

inline bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

inline bool same(std::span<const double> a, std::span<const double> b) {
  return std::ranges::equal(a, b, [](double x, double y) { return same(x, y); });
}

}  // namespace stratgen::test
