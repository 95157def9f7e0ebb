// Wilder's directional movement system (New Concepts in Technical Trading Systems, 1978).
#include "runtime/indicator/smoothing.hpp"
#include "runtime/indicator/volatility.hpp"

#include <algorithm>
#include <cmath>

namespace stratgen::indicator {
namespace {

// The larger of the two moves beyond the bar before, if it is one; only one of them is not 0.
// plus[i] and minus[i] for i >= 1.
void movement(Input high, Input low, Output plus, Output minus) {
  for (std::size_t i = 1; i < plus.size(); ++i) {
    const double up = high[i] - high[i - 1], down = low[i - 1] - low[i];
    plus[i] = std::max(up > down ? up : 0, 0.0);
    minus[i] = std::max(down > up ? down : 0, 0.0);
  }
}

// Wilder's sum over n bars in place, for i >= n - 1 (i >= 1 if n is 1): the first n - 1 values
// added up, then s - s / n + x. That is n times his average.
void running_sum(Output x, std::size_t n) {
  const double width = static_cast<double>(n);
  double first = 0;
  for (std::size_t i = 1; i < n; ++i) first += x[i];
  if (n > 1) x[n - 1] = first;
  const Output rest = x.subspan(n);
  smooth(rest, 1 / width, first / width, rest);
  for (double& v : rest) v *= width;
}

// The running sums of movement and true range.
struct Sums {
  Column plus, minus, range;
};
Sums directional_sums(const Call& c) {
  Sums sums = {Column(c.size()), Column(c.size()), Column(c.size())};
  movement(c.in[0], c.in[1], sums.plus, sums.minus);
  true_range(c.in[0], c.in[1], c.in[2], sums.range);
  for (Column* column : {&sums.plus, &sums.minus, &sums.range}) running_sum(*column, c.window());
  return sums;
}

enum class Side { Plus, Minus };

template <Side side>
void directional_movement(const Call& c) {
  Column other(c.size());
  const std::size_t n = c.window();
  if constexpr (side == Side::Plus)
    movement(c.in[0], c.in[1], c.out[0], other);
  else
    movement(c.in[0], c.in[1], other, c.out[0]);
  running_sum(c.out[0], n);
  const std::size_t first = n == 1 ? 1 : n - 1;
  for (std::size_t i = 0; i < first; ++i) c.out[0][i] = missing;
}

// Movement in percent of true range; TA-Lib leaves out the percent when the window is 1.
template <Side side>
void directional_indicator(const Call& c) {
  const Sums sums = directional_sums(c);
  const Column& moved = side == Side::Plus ? sums.plus : sums.minus;
  const double scale = c.window() == 1 ? 1 : 100;
  for (std::size_t i = c.window(); i < c.size(); ++i)
    c.out[0][i] = near_zero(sums.range[i]) ? 0 : scale * (moved[i] / sums.range[i]);
}

// 100 |+DI - -DI| / (+DI + -DI) for i >= n, NaN where nothing moved.
Column raw_dx(const Call& c) {
  const Sums sums = directional_sums(c);
  Column dx(c.size(), missing);
  for (std::size_t i = c.window(); i < c.size(); ++i) {
    if (near_zero(sums.range[i])) continue;
    const double plus = 100 * (sums.plus[i] / sums.range[i]);
    const double minus = 100 * (sums.minus[i] / sums.range[i]);
    if (!near_zero(plus + minus)) dx[i] = 100 * (std::abs(minus - plus) / (plus + minus));
  }
  return dx;
}

// Where nothing moved it stays as it was.
void dx(const Call& c) {
  const Column raw = raw_dx(c);
  double last = 0;
  for (std::size_t i = c.window(); i < c.size(); ++i) {
    if (!std::isnan(raw[i])) last = raw[i];
    c.out[0][i] = last;
  }
}

// Wilder's average of DX, seeded with the mean of its first n values: y[i] for i >= 2n - 1.
void adx(const Call& c, Output y) {
  const Column raw = raw_dx(c);
  const std::size_t n = c.window();
  const double width = static_cast<double>(n);
  double average = 0;
  for (std::size_t i = n; i < 2 * n; ++i) average += std::isnan(raw[i]) ? 0 : raw[i] / width;
  y[2 * n - 1] = average;
  for (std::size_t i = 2 * n; i < c.size(); ++i) {
    if (!std::isnan(raw[i])) average += (raw[i] - average) / width;
    y[i] = average;
  }
}

void adxr(const Call& c) {
  const std::size_t n = c.window();
  Column index(c.size());
  adx(c, index);
  for (std::size_t i = 3 * n - 2; i < c.size(); ++i)
    c.out[0][i] = (index[i] + index[i - (n - 1)]) / 2;
}

std::size_t movement_lookback(Params p) { return p.window() == 1 ? 1 : p.window() - 1; }

}  // namespace

std::vector<Definition> directional_functions() {
  const std::vector<std::string_view> bars = {"high", "low", "close"};
  return {
      {{"plus_dm", {"high", "low"}, {window(14)}, {"value"}},
       movement_lookback,
       directional_movement<Side::Plus>},
      {{"minus_dm", {"high", "low"}, {window(14)}, {"value"}},
       movement_lookback,
       directional_movement<Side::Minus>},
      {{"plus_di", bars, {window(14)}, {"value"}},
       changes_of_window,
       directional_indicator<Side::Plus>},
      {{"minus_di", bars, {window(14)}, {"value"}},
       changes_of_window,
       directional_indicator<Side::Minus>},
      {{"dx", bars, {window(14)}, {"value"}}, changes_of_window, dx},
      {{"adx", bars, {window(14)}, {"value"}},
       [](Params p) { return 2 * p.window() - 1; },
       [](const Call& c) { adx(c, c.out[0]); }},
      {{"adxr", bars, {window(14)}, {"value"}}, [](Params p) { return 3 * p.window() - 2; }, adxr},
  };
}

}  // namespace stratgen::indicator
