// Least squares of the window's values on time, its oldest bar at 0.
#include "runtime/indicator/definition.hpp"
#include "runtime/indicator/sliding.hpp"

#include <cmath>
#include <numbers>

namespace stratgen::indicator {
namespace {

// Sums about the block's first bar: t counts from it, x is the distance from its value.
struct Sums {
  double x = 0, tx = 0, xx = 0;
  Sums operator+(const Sums& b) const { return {x + b.x, tx + b.tx, xx + b.xx}; }
};

struct Line {
  double mean;    // of the values
  double center;  // of time, (n - 1) / 2
  double slope;
  double rsquared;

  double at(double t) const { return mean + slope * (t - center); }
};

template <class Value>
void of_line(const Call& c, Value value_of) {
  const Input x = c.in[0];
  const std::size_t n = c.window();
  const double width = static_cast<double>(n), center = (width - 1) / 2;
  const double time_variance = (width * width - 1) / 12;
  fold_windows<Sums>(
      x.size(), n,
      [&](std::size_t i, std::size_t s) {
        const double v = x[i] - x[s], t = static_cast<double>(i) - static_cast<double>(s);
        return Sums{v, t * v, v * v};
      },
      [&](std::size_t i, std::size_t s, const Sums& w) {
        const double mean = w.x / width, time_mean = static_cast<double>(i - s) - center;
        const double covariance = w.tx / width - time_mean * mean;
        const double variance = w.xx / width - mean * mean;
        const double slope = covariance / time_variance;
        c.out[0][i] = value_of(Line{x[s] + mean, center, slope, slope * covariance / variance});
      });
}

template <double (*value_of)(const Line&)>
Definition regression(std::string_view name, double default_window) {
  return {{name, {"real"}, {window(default_window, 2)}, {"value"}},
          values_of_window,
          [](const Call& c) { of_line(c, value_of); }};
}

double end(const Line& line) { return line.at(2 * line.center); }
double slope(const Line& line) { return line.slope; }
double intercept(const Line& line) { return line.at(0); }
double angle(const Line& line) { return std::atan(line.slope) * (180 / std::numbers::pi); }
double forecast(const Line& line) { return line.at(2 * line.center + 1); }
double rsquared(const Line& line) { return line.rsquared; }

}  // namespace

std::vector<Definition> regression_functions() {
  return {
      regression<end>("linearreg", 14),
      regression<slope>("linearreg_slope", 14),
      regression<intercept>("linearreg_intercept", 14),
      regression<angle>("linearreg_angle", 14),
      regression<forecast>("tsf", 14),
      regression<slope>("linreg_slope", required),
      regression<rsquared>("rsquared", required),
  };
}

}  // namespace stratgen::indicator
