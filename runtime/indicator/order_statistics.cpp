// Functions of a window's values in order.
#include "runtime/indicator/definition.hpp"

#include <algorithm>
#include <cmath>

namespace stratgen::indicator {
namespace {

// value_of(the window's values in ascending order, the newest one) for each window.
template <class Value>
void of_sorted(Input x, std::size_t n, Output y, Value value_of) {
  std::vector<double> sorted;
  sorted.reserve(n);
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (i >= n) sorted.erase(std::ranges::lower_bound(sorted, x[i - n]));
    sorted.insert(std::ranges::upper_bound(sorted, x[i]), x[i]);
    if (i + 1 >= n) y[i] = value_of(Input(sorted), x[i]);
  }
}

// Linear between the order statistics, the first at 0 and the last at 1, as numpy's default.
double quantile_of(Input sorted, double q) {
  const double position = q * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const double part = position - static_cast<double>(below);
  if (part == 0) return sorted[below];
  return sorted[below] + (sorted[below + 1] - sorted[below]) * part;
}

void median(Input x, std::size_t n, Output y) {
  of_sorted(x, n, y, [](Input sorted, double) { return quantile_of(sorted, 0.5); });
}

// The share of the values that are at most the newest one, itself included.
void rank(Input x, std::size_t n, Output y) {
  of_sorted(x, n, y, [](Input sorted, double newest) {
    const auto at_most = std::ranges::upper_bound(sorted, newest) - sorted.begin();
    return static_cast<double>(at_most) / static_cast<double>(sorted.size());
  });
}

}  // namespace

std::vector<Definition> order_functions() {
  constexpr bool takes_infinity = true;
  return {
      {{"median", {"real"}, {window(required)}, {"value"}},
       values_of_window,
       windowed<median>,
       takes_infinity},
      {{"quantile", {"real"}, {window(required), factor("quantile", required, 0, 1)}, {"value"}},
       values_of_window,
       [](const Call& c) {
         of_sorted(c.in[0], c.window(), c.out[0],
                   [&](Input sorted, double) { return quantile_of(sorted, c.params[1]); });
       },
       takes_infinity},
      {{"rank", {"real"}, {window(required)}, {"value"}},
       values_of_window,
       windowed<rank>,
       takes_infinity},
  };
}

}  // namespace stratgen::indicator
