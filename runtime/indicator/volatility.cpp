#include "runtime/indicator/volatility.hpp"

#include "runtime/indicator/moving_average.hpp"
#include "runtime/indicator/smoothing.hpp"

#include <algorithm>
#include <cmath>

namespace stratgen::indicator {
namespace {

// In percent of the close; TA-Lib leaves the true range as it is when the window is 1.
void natr(Input high, Input low, Input close, std::size_t n, Output y) {
  atr(high, low, close, n, y);
  if (n == 1) return;
  for (std::size_t i = n; i < y.size(); ++i) y[i] = near_zero(close[i]) ? 0 : 100 * y[i] / close[i];
}

// Mean absolute deviation from the window's mean.
void avgdev(Input x, std::size_t n, Output y) {
  Column center(x.size());
  sma(x, n, center);
  mean_deviation(x, center, n, y);
}

}  // namespace

void true_range(Input high, Input low, Input close, Output range) {
  for (std::size_t i = 1; i < range.size(); ++i) {
    const double up = std::abs(high[i] - close[i - 1]), down = std::abs(low[i] - close[i - 1]);
    range[i] = std::max(std::max(high[i] - low[i], up), down);
  }
}

void atr(Input high, Input low, Input close, std::size_t n, Output y) {
  Column range(y.size());
  true_range(high, low, close, range);
  wilder(Input(range).subspan(1), n, y.subspan(1));
}

void mean_deviation(Input x, Input center, std::size_t n, Output y) {
  // A block of bars at a time and one lag after the other: neighbours go side by side.
  constexpr std::size_t block = 256;
  for (std::size_t begin = n - 1; begin < x.size(); begin += block) {
    const std::size_t count = std::min(block, x.size() - begin);
    double* const total = y.data() + begin;
    const double* const mid = center.data() + begin;
    std::fill_n(total, count, 0.0);
    for (std::size_t lag = n; lag-- > 0;) {
      const double* const value = x.data() + begin - lag;
      for (std::size_t k = 0; k < count; ++k) total[k] += std::abs(value[k] - mid[k]);
    }
    for (std::size_t k = 0; k < count; ++k) total[k] /= static_cast<double>(n);
  }
}

std::vector<Definition> volatility_functions() {
  return {
      {{"trange", {"high", "low", "close"}, {}, {"value"}},
       one_bar,
       [](const Call& c) { true_range(c.in[0], c.in[1], c.in[2], c.out[0]); }},
      {{"atr", {"high", "low", "close"}, {window(14)}, {"value"}},
       changes_of_window,
       [](const Call& c) { atr(c.in[0], c.in[1], c.in[2], c.window(), c.out[0]); }},
      {{"natr", {"high", "low", "close"}, {window(14)}, {"value"}},
       changes_of_window,
       [](const Call& c) { natr(c.in[0], c.in[1], c.in[2], c.window(), c.out[0]); }},
      {{"avgdev", {"real"}, {window(14)}, {"value"}}, values_of_window, windowed<avgdev>},
  };
}

}  // namespace stratgen::indicator
