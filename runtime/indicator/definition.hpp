// How a function is written down: one Definition each, in tables by family, joined in
// indicator.cpp.
#pragma once

#include "runtime/indicator/indicator.hpp"

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

namespace stratgen::indicator {

using Input = std::span<const double>;
using Output = std::span<double>;

inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();
inline constexpr double infinity = std::numeric_limits<double>::infinity();

// Parameters that passed their checks.
struct Params {
  std::span<const double> values;

  double operator[](std::size_t i) const { return values[i]; }
  std::size_t window(std::size_t i = 0) const { return static_cast<std::size_t>(values[i]); }
};

// One gapless run of bars: every input has a value at each of them, and there are more bars than
// the function's lookback. Outputs are NaN until written.
struct Call {
  std::span<const Input> in;
  std::span<const Output> out;
  Params params;
  std::size_t first_bar;  // of the run, in the whole column

  std::size_t size() const { return out[0].size(); }
  std::size_t window(std::size_t i = 0) const { return params.window(i); }
};

struct Definition {
  IndicatorInfo info;
  std::size_t (*lookback)(Params);  // bars before the first one at which any output has a value
  void (*compute)(const Call&);
  bool takes_infinity = false;
};

// Parameters. Windows have `least` as their smallest value.
inline IndicatorParam window(double default_value, double least = 1,
                             std::string_view name = "window") {
  return {name, IndicatorParam::Kind::Window, default_value, least, infinity};
}
inline IndicatorParam factor(std::string_view name, double default_value, double min = -infinity,
                             double max = infinity) {
  return {name, IndicatorParam::Kind::Factor, default_value, min, max};
}
inline IndicatorParam average(std::string_view name, double default_value = 0) {
  return {name, IndicatorParam::Kind::Average, default_value, 0, 8};
}
inline constexpr double required = missing;

// Lookbacks of most functions: over the window itself, or over its changes.
inline std::size_t none(Params) { return 0; }
inline std::size_t one_bar(Params) { return 1; }
inline std::size_t values_of_window(Params p) { return p.window() - 1; }
inline std::size_t changes_of_window(Params p) { return p.window(); }

// A function of one column and one window, as a Definition's `compute`.
template <void (*f)(Input, std::size_t, Output)>
void windowed(const Call& c) {
  f(c.in[0], c.window(), c.out[0]);
}

// TA-Lib takes what is this small for zero before it divides by it.
inline bool near_zero(double v) { return std::abs(v) < 1e-14; }

std::vector<Definition> channel_functions();
std::vector<Definition> cycle_functions();
std::vector<Definition> directional_functions();
std::vector<Definition> extreme_functions();
std::vector<Definition> momentum_functions();
std::vector<Definition> moving_average_functions();
std::vector<Definition> order_functions();
std::vector<Definition> oscillator_functions();
std::vector<Definition> parabolic_sar_functions();
std::vector<Definition> price_functions();
std::vector<Definition> regression_functions();
std::vector<Definition> statistic_functions();
std::vector<Definition> volatility_functions();
std::vector<Definition> volume_functions();

}  // namespace stratgen::indicator
