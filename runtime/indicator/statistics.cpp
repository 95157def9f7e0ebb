#include "runtime/indicator/statistics.hpp"

#include "runtime/indicator/sliding.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace stratgen::indicator {
namespace {

// Sums of the first `order` powers.
template <std::size_t order>
struct Powers {
  std::array<double, order> sum{};

  static Powers of(double v) {
    Powers p;
    double power = 1;
    for (double& s : p.sum) s = power *= v;
    return p;
  }
  Powers operator+(const Powers& b) const {
    Powers total;
    for (std::size_t k = 0; k < order; ++k) total.sum[k] = sum[k] + b.sum[k];
    return total;
  }
};

// Central moments of a window of n values from sums of powers about any origin near them.
struct Moments {
  double mean, m2, m3, m4;  // mean: from the origin
};
template <std::size_t order>
Moments moments(const Powers<order>& p, double n) {
  const double d = p.sum[0] / n;
  Moments m = {d, std::max(p.sum[1] / n - d * d, 0.0), 0, 0};
  if constexpr (order > 2) m.m3 = p.sum[2] / n - 3 * d * p.sum[1] / n + 2 * d * d * d;
  if constexpr (order > 3)
    m.m4 = p.sum[3] / n - 4 * d * p.sum[2] / n + 6 * d * d * p.sum[1] / n - 3 * d * d * d * d;
  return m;
}

// value_of(moments, the newest value from the origin) for each window.
template <std::size_t order, class Value>
void of_moments(Input x, std::size_t n, Output y, Value value_of) {
  const double width = static_cast<double>(n);
  fold_windows<Powers<order>>(
      x.size(), n, [&](std::size_t i, std::size_t s) { return Powers<order>::of(x[i] - x[s]); },
      [&](std::size_t i, std::size_t s, const Powers<order>& p) {
        y[i] = value_of(moments(p, width), x[i] - x[s]);
      });
}

void stdev(Input x, std::size_t n, Output y) {
  of_moments<2>(x, n, y, [](const Moments& m, double) { return std::sqrt(m.m2); });
}

void zscore(Input x, std::size_t n, Output y) {
  of_moments<2>(x, n, y, [](const Moments& m, double v) { return (v - m.mean) / std::sqrt(m.m2); });
}

void skewness(Input x, std::size_t n, Output y) {
  of_moments<3>(x, n, y, [](const Moments& m, double) { return m.m3 / (m.m2 * std::sqrt(m.m2)); });
}

void kurtosis(Input x, std::size_t n, Output y) {
  of_moments<4>(x, n, y, [](const Moments& m, double) { return m.m4 / (m.m2 * m.m2); });
}

// Population variances and covariance of two columns.
struct Comoments {
  double xx, yy, xy;
};

template <class Value>
void of_comoments(Input x, Input y, std::size_t n, Output out, Value value_of) {
  struct Sums {
    double x = 0, y = 0, xx = 0, yy = 0, xy = 0;
    Sums operator+(const Sums& b) const {
      return {x + b.x, y + b.y, xx + b.xx, yy + b.yy, xy + b.xy};
    }
  };
  const double width = static_cast<double>(n);
  fold_windows<Sums>(
      x.size(), n,
      [&](std::size_t i, std::size_t s) {
        const double a = x[i] - x[s], b = y[i] - y[s];
        return Sums{a, b, a * a, b * b, a * b};
      },
      [&](std::size_t i, std::size_t, const Sums& w) {
        const double a = w.x / width, b = w.y / width;
        out[i] = value_of(Comoments{std::max(w.xx / width - a * a, 0.0),
                                    std::max(w.yy / width - b * b, 0.0), w.xy / width - a * b});
      });
}

void covariance(const Call& c) {
  of_comoments(c.in[0], c.in[1], c.window(), c.out[0], [](const Comoments& m) { return m.xy; });
}

double pearson(const Comoments& m) { return m.xy / (std::sqrt(m.xx) * std::sqrt(m.yy)); }

void correlation(const Call& c) { of_comoments(c.in[0], c.in[1], c.window(), c.out[0], pearson); }

// TA-Lib's: 0 where a column is flat.
void correl(const Call& c) {
  const double width = static_cast<double>(c.window());
  of_comoments(c.in[0], c.in[1], c.window(), c.out[0], [&](const Comoments& m) {
    return near_zero(m.xx * width * (m.yy * width)) ? 0 : pearson(m);
  });
}

// Slope of the second column's one-bar returns on the first's.
void beta(const Call& c) {
  Column x(c.size()), y(c.size());
  const auto returns = [&](Input of, Column& into) {
    for (std::size_t i = 1; i < c.size(); ++i)
      into[i] = near_zero(of[i - 1]) ? 0 : (of[i] - of[i - 1]) / of[i - 1];
  };
  returns(c.in[0], x);
  returns(c.in[1], y);
  const double width = static_cast<double>(c.window());
  of_comoments(
      Input(x).subspan(1), Input(y).subspan(1), c.window(), c.out[0].subspan(1),
      [&](const Comoments& m) { return near_zero(m.xx * width * width) ? 0 : m.xy / m.xx; });
}

// The sample deviation of the last n log returns, times the square root of the periods in a year.
// A price that is not positive has no log return: windows that hold one give NaN.
void realized_volatility(const Call& c) {
  const Input x = c.in[0];
  const std::size_t n = c.window();
  Column returns(c.size());
  std::size_t first = 1;  // of the run of bars that have a return
  const double width = static_cast<double>(n);
  const double scale = std::sqrt(width / (width - 1) * c.params[1]);
  for (std::size_t i = 1; i <= c.size(); ++i) {
    const bool positive = i < c.size() && x[i] > 0 && x[i - 1] > 0;
    if (positive) {
      returns[i] = std::log(x[i] / x[i - 1]);
      continue;
    }
    of_moments<2>(Input(returns).subspan(first, i - first), n, c.out[0].subspan(first, i - first),
                  [&](const Moments& m, double) { return scale * std::sqrt(m.m2); });
    first = i + 1;
  }
}

}  // namespace

void variance(Input x, std::size_t n, Output y) {
  of_moments<2>(x, n, y, [](const Moments& m, double) { return m.m2; });
}

void stddev(Input x, std::size_t n, double factor, Output y) {
  of_moments<2>(x, n, y, [&](const Moments& m, double) {
    return near_zero(m.m2) ? 0 : std::sqrt(m.m2) * factor;
  });
}

std::vector<Definition> statistic_functions() {
  const std::vector<std::string_view> two = {"real0", "real1"};
  return {
      {{"stddev", {"real"}, {window(5), factor("deviations", 1)}, {"value"}},
       values_of_window,
       [](const Call& c) { stddev(c.in[0], c.window(), c.params[1], c.out[0]); }},
      // TA-Lib has the second parameter and does not use it.
      {{"var", {"real"}, {window(5), factor("deviations", 1)}, {"value"}},
       values_of_window,
       windowed<variance>},
      {{"stdev", {"real"}, {window(required)}, {"value"}}, values_of_window, windowed<stdev>},
      {{"zscore", {"real"}, {window(required)}, {"value"}}, values_of_window, windowed<zscore>},
      {{"skewness", {"real"}, {window(required)}, {"value"}}, values_of_window, windowed<skewness>},
      {{"kurtosis", {"real"}, {window(required)}, {"value"}}, values_of_window, windowed<kurtosis>},
      {{"covariance", two, {window(required)}, {"value"}}, values_of_window, covariance},
      {{"correlation", two, {window(required)}, {"value"}}, values_of_window, correlation},
      {{"correl", two, {window(30)}, {"value"}}, values_of_window, correl},
      {{"beta", two, {window(5)}, {"value"}}, changes_of_window, beta},
      {{"realized_volatility",
        {"real"},
        {window(required, 2), factor("periods per year", required, 0)},
        {"value"}},
       changes_of_window,
       realized_volatility},
  };
}

}  // namespace stratgen::indicator
