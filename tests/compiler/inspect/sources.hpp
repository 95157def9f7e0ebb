// A strategy with loops that vectorise and loops that do not, and functions of its own.
#pragma once

#include <algorithm>
#include <string>

namespace stratgen::test {

inline const std::string loops = R"(#include <stratgen/strategy.hpp>

struct Loops : Strategy {
  int n = param("n", 20);
  std::array<double, 64> w{}, v{};
  double sum = 0;

  double weighted(int k) {
    double total = 0;
    for (int i = 0; i < k; ++i) total += w[i] * close[i];  // UNKNOWN COUNT
    return total;
  }
  void next() {
    for (int i = 0; i < 64; ++i) v[i] = w[i] * 0.375 + v[i];  // VECTOR
    for (double x : v) sum += x;  // ORDER
    if (weighted(n) > close * 3 && !position) buy();  // BUY
  }
};

STRATGEN_STRATEGY(Loops)
)";

// The line of `loops` with this mark.
inline int line_with(const std::string& mark) {
  return 1 +
         static_cast<int>(std::count(
             loops.begin(), loops.begin() + static_cast<std::ptrdiff_t>(loops.find(mark)), '\n'));
}

}  // namespace stratgen::test
