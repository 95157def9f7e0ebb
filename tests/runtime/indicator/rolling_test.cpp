// Functions of a window against the plain computation of each window on its own, over random data
// with gaps; and over 10 million bars, where running totals would drift.
#include "tests/runtime/indicator/random_columns.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <numeric>
#include <string>

using namespace stratgen;
using namespace stratgen::test;

namespace {

using Window = std::span<const double>;
using Exact = long double;

Exact mean_of(Window w) {
  return std::accumulate(w.begin(), w.end(), Exact{0}) / static_cast<Exact>(w.size());
}

// The mean of (a - mean)^p (b - mean)^q.
Exact moment(Window a, int p, Window b, int q) {
  const Exact mean_a = mean_of(a), mean_b = mean_of(b);
  Exact total = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    total += std::pow(a[i] - mean_a, p) * std::pow(b[i] - mean_b, q);
  return total / static_cast<Exact>(a.size());
}
Exact moment(Window w, int p) { return moment(w, p, w, 0); }
Exact deviation(Window w) { return std::sqrt(moment(w, 2)); }

Column times(std::size_t n) {
  Column t(n);
  std::iota(t.begin(), t.end(), 0.0);
  return t;
}
Exact slope(Window w) {
  const Column t = times(w.size());
  return moment(t, 1, w, 1) / moment(t, 2);
}
Exact line_at(Window w, double t) {
  return mean_of(w) + slope(w) * (t - static_cast<double>(w.size() - 1) / 2);
}
Exact correlation(Window a, Window b) { return moment(a, 1, b, 1) / (deviation(a) * deviation(b)); }

// numpy's default, linear between order statistics.
Exact quantile(Window w, double q) {
  Column sorted(w.begin(), w.end());
  std::ranges::sort(sorted);
  const double position = q * static_cast<double>(w.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, w.size() - 1);
  return sorted[below] + (Exact{sorted[above]} - sorted[below]) * (position - std::floor(position));
}

Exact weighted(Window w) {
  Exact total = 0, weights = 0;
  for (std::size_t i = 0; i < w.size(); ++i) {
    total += w[i] * static_cast<Exact>(i + 1);
    weights += static_cast<Exact>(i + 1);
  }
  return total / weights;
}

Exact mean_deviation(Window w) {
  Exact total = 0;
  for (const double v : w) total += std::abs(v - mean_of(w));
  return total / static_cast<Exact>(w.size());
}

struct Case {
  std::string name;
  std::vector<double> more_params;
  std::function<Exact(Window)> value;
};

const std::vector<Case> one_column = {
    {"sma", {}, mean_of},
    {"sum", {}, [](Window w) { return mean_of(w) * static_cast<Exact>(w.size()); }},
    {"wma", {}, weighted},
    {"highest", {}, [](Window w) { return Exact{std::ranges::max(w)}; }},
    {"lowest", {}, [](Window w) { return Exact{std::ranges::min(w)}; }},
    {"midpoint",
     {},
     [](Window w) { return (Exact{std::ranges::max(w)} + std::ranges::min(w)) / 2; }},
    {"stdev", {}, deviation},
    {"stddev", {2.5}, [](Window w) { return 2.5L * deviation(w); }},
    {"var", {}, [](Window w) { return moment(w, 2); }},
    {"zscore", {}, [](Window w) { return (w.back() - mean_of(w)) / deviation(w); }},
    {"median", {}, [](Window w) { return quantile(w, 0.5); }},
    {"quantile", {0.3}, [](Window w) { return quantile(w, 0.3); }},
    {"quantile", {1.0}, [](Window w) { return quantile(w, 1); }},
    {"rank",
     {},
     [](Window w) {
       const auto at_most = std::ranges::count_if(w, [&](double v) { return v <= w.back(); });
       return static_cast<Exact>(at_most) / static_cast<Exact>(w.size());
     }},
    {"skewness", {}, [](Window w) { return moment(w, 3) / std::pow(deviation(w), Exact{3}); }},
    {"kurtosis", {}, [](Window w) { return moment(w, 4) / std::pow(deviation(w), Exact{4}); }},
    {"linreg_slope", {}, slope},
    {"linearreg_slope", {}, slope},
    {"linearreg", {}, [](Window w) { return line_at(w, static_cast<double>(w.size()) - 1); }},
    {"linearreg_intercept", {}, [](Window w) { return line_at(w, 0); }},
    {"tsf", {}, [](Window w) { return line_at(w, static_cast<double>(w.size())); }},
    {"rsquared",
     {},
     [](Window w) {
       const Column t = times(w.size());
       return std::pow(correlation(t, w), 2);
     }},
    {"avgdev", {}, mean_deviation},
};

// How far a result may be off: relative, and for values near 0 to the size of what was added up.
bool close_to(double ours, Exact exact, double scale) {
  return std::abs(ours - exact) <= 1e-9L * std::max<Exact>(std::abs(exact), scale);
}

bool has_gap(Window w) {
  return std::ranges::any_of(w, [](double v) { return std::isnan(v); });
}

// Bars at which `ours` differs from value(window), or from NaN where there is no full window.
template <class Value>
int differences(const Column& ours, const Column& x, std::size_t n, double scale, Value value) {
  int wrong = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const bool full = i + 1 >= n && !has_gap(Window(x).subspan(i + 1 - n, n));
    wrong += full ? !close_to(ours[i], value(i), scale) : !std::isnan(ours[i]);
  }
  return wrong;
}

Column random_column(std::size_t size, double mean, double deviation, unsigned seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> value(mean, deviation);
  Column x(size);
  std::ranges::generate(x, [&] { return value(random); });
  return x;
}

Column only(Result<std::vector<Column>> result) {
  REQUIRE_MESSAGE(result, (result ? "" : result.error().message));
  return result->front();
}

}  // namespace

TEST_CASE("a function of one window is what the window alone gives, around gaps too") {
  for (const double mean : {0.0, 100.0, 1e6}) {
    const Column x = with_gaps(random_column(500, mean, 1, 11));
    for (const Case& c : one_column) {
      for (const std::size_t n : {2u, 3u, 7u, 20u, 100u}) {
        CAPTURE(c.name);
        CAPTURE(n);
        CAPTURE(mean);
        std::vector<double> params = {static_cast<double>(n)};
        params.insert(params.end(), c.more_params.begin(), c.more_params.end());
        const std::span<const double> inputs[] = {x};
        const Column ours = only(compute_indicator(c.name, inputs, params));
        CHECK(differences(ours, x, n, 1, [&](std::size_t i) {
                return c.value(Window(x).subspan(i + 1 - n, n));
              }) == 0);
      }
    }
  }
}

TEST_CASE("ties and flat stretches change nothing") {
  Column x = random_column(400, 10, 3, 12);
  for (double& v : x) v = std::round(v);
  for (const char* name : {"median", "rank", "highest", "lowest", "sma", "stdev"}) {
    CAPTURE(name);
    const auto found = std::ranges::find(one_column, name, &Case::name);
    const std::span<const double> inputs[] = {x};
    const double params[] = {9};
    const Column ours = only(compute_indicator(name, inputs, params));
    CHECK(differences(ours, x, 9, 1, [&](std::size_t i) {
            return found->value(Window(x).subspan(i - 8, 9));
          }) == 0);
  }
}

TEST_CASE("a function of two windows is what the windows alone give, around gaps in either") {
  const Column a = with_gaps(random_column(500, 50, 2, 13));
  Column b = random_column(500, -20, 1, 14);
  for (std::size_t i = 0; i < b.size(); ++i) b[i] += std::isnan(a[i]) ? 0 : a[i] / 3;
  b[250] = missing;
  Column either = a;  // NaN where one of them is
  either[250] = missing;
  const std::span<const double> inputs[] = {a, b};
  for (const std::size_t n : {2u, 5u, 30u}) {
    CAPTURE(n);
    const double params[] = {static_cast<double>(n)};
    const auto window = [&](const Column& x, std::size_t i) {
      return Window(x).subspan(i + 1 - n, n);
    };
    CHECK(differences(only(compute_indicator("covariance", inputs, params)), either, n, 1,
                      [&](std::size_t i) { return moment(window(a, i), 1, window(b, i), 1); }) ==
          0);
    for (const char* name : {"correlation", "correl"})
      CHECK(differences(only(compute_indicator(name, inputs, params)), either, n, 1,
                        [&](std::size_t i) { return correlation(window(a, i), window(b, i)); }) ==
            0);
  }
}

TEST_CASE("realized volatility is the sample deviation of log returns, by the year") {
  const Column x = with_gaps(RandomBars(500, 15).close);
  const std::span<const double> inputs[] = {x};
  const double params[] = {10, 252};
  // Eleven prices make ten returns.
  CHECK(differences(only(compute_indicator("realized_volatility", inputs, params)), x, 11, 1e-3,
                    [&](std::size_t i) {
                      Column returns;
                      for (std::size_t k = i - 9; k <= i; ++k)
                        returns.push_back(std::log(x[k] / x[k - 1]));
                      return deviation(returns) * std::sqrt(10.0L / 9 * 252);
                    }) == 0);
}

TEST_CASE("a price that is not positive costs realized volatility the windows that hold it") {
  Column x = RandomBars(60, 16).close;
  x[30] = 0;
  const std::span<const double> inputs[] = {x};
  const double params[] = {5, 252};
  const Column ours = only(compute_indicator("realized_volatility", inputs, params));
  for (std::size_t i = 0; i < x.size(); ++i) {
    CAPTURE(i);
    CHECK(std::isnan(ours[i]) == (i < 5 || (i >= 30 && i < 36)));
  }
}

TEST_CASE("ewma weighs the new value with alpha, from the first value on and anew after a gap") {
  const Column x = with_gaps(random_column(500, 10, 1, 17));
  const std::span<const double> inputs[] = {x};
  const double params[] = {0.3};
  const Column ours = only(compute_indicator("ewma", inputs, params));
  Exact y = missing;
  for (std::size_t i = 0; i < x.size(); ++i) {
    y = std::isnan(y) ? Exact{x[i]} : 0.3L * x[i] + 0.7L * y;
    CHECK((std::isnan(x[i]) ? std::isnan(ours[i]) : close_to(ours[i], y, 1)));
  }
}

TEST_CASE("vwap, donchian and ichimoku are what their windows alone give") {
  RandomBars bars(300, 18);
  bars.high = with_gaps(bars.high);
  const auto window = [](const Column& x, std::size_t i, std::size_t n) {
    return Window(x).subspan(i + 1 - n, n);
  };
  const auto top = [&](std::size_t i, std::size_t n) {
    return Exact{std::ranges::max(window(bars.high, i, n))};
  };
  const auto bottom = [&](std::size_t i, std::size_t n) {
    return Exact{std::ranges::min(window(bars.low, i, n))};
  };
  const auto middle = [&](std::size_t n) {
    return [&, n](std::size_t i) { return (top(i, n) + bottom(i, n)) / 2; };
  };

  const std::span<const double> all[] = {bars.high, bars.low, bars.close, bars.volume};
  const double ten[] = {10};
  CHECK(
      differences(only(compute_indicator("vwap", all, ten)), bars.high, 10, 1, [&](std::size_t i) {
        Exact money = 0, volume = 0;
        for (std::size_t k = i - 9; k <= i; ++k) {
          const Exact typical = (Exact{bars.high[k]} + bars.low[k] + bars.close[k]) / 3;
          money += typical * bars.volume[k];
          volume += bars.volume[k];
        }
        return money / volume;
      }) == 0);

  const auto channel = compute_indicator("donchian", std::span(all).first(2), ten);
  REQUIRE(channel);
  CHECK(differences((*channel)[0], bars.high, 10, 1, [&](std::size_t i) { return top(i, 10); }) ==
        0);
  CHECK(differences((*channel)[1], bars.high, 10, 1,
                    [&](std::size_t i) { return bottom(i, 10); }) == 0);
  CHECK(differences((*channel)[2], bars.high, 10, 1, middle(10)) == 0);

  const auto lines = compute_indicator("ichimoku", std::span(all).first(2), {});
  REQUIRE(lines);
  CHECK(differences((*lines)[0], bars.high, 9, 1, middle(9)) == 0);
  CHECK(differences((*lines)[1], bars.high, 26, 1, middle(26)) == 0);
  CHECK(differences((*lines)[2], bars.high, 26, 1,
                    [&](std::size_t i) { return (middle(9)(i) + middle(26)(i)) / 2; }) == 0);
  CHECK(differences((*lines)[3], bars.high, 52, 1, middle(52)) == 0);
}

TEST_CASE("keltner is the ema of the close and multiples of atr around it") {
  const RandomBars bars(200, 19);
  const std::span<const double> all[] = {bars.high, bars.low, bars.close};
  const double params[] = {14, 1.5}, fourteen[] = {14};
  const auto channel = compute_indicator("keltner", all, params);
  REQUIRE(channel);
  const Column middle = only(compute_indicator("ema", std::span(all).last(1), fourteen));
  const Column range = only(compute_indicator("atr", all, fourteen));
  CHECK(same((*channel)[2], middle));
  for (std::size_t i = 0; i < bars.close.size(); ++i) {
    CHECK(same((*channel)[0][i], middle[i] + 1.5 * range[i]));
    CHECK(same((*channel)[1][i], middle[i] - 1.5 * range[i]));
  }
}

TEST_CASE("supertrend follows the band in force and flips when a close crosses it") {
  // A window of 1 and a multiplier of 1: the bands are (high + low) / 2 plus and minus the true
  // range, which is 2 but at bar 5, where it is 9.5 - 6 = 3.5.
  //   bar          1   2   3   4     5     6
  //   middle      10  11  10  10     7     7
  //   close       10  11  10   9.5   7     7
  //   lower        8   9   9   9     9     5   held at 9 while the close stays above it
  //   upper       12  12  12  12    10.5   9
  // At bar 5 the close is below the lower band, so the upper one is in force from there.
  const Column high = {11, 11, 12, 11, 11, 8, 8}, low = {9, 9, 10, 9, 9, 6, 6},
               close = {10, 10, 11, 10, 9.5, 7, 7};
  const std::span<const double> all[] = {high, low, close};
  const double params[] = {1, 1};
  const Column band = only(compute_indicator("supertrend", all, params));
  const Column expected = {missing, 8, 9, 9, 9, 10.5, 9};
  CHECK(same(band, expected));
}

TEST_CASE("supertrend turns up again, and an upper band is lifted once the close was above it") {
  // Middles 10 10 20 20, no gaps beyond: true ranges 2, 11 (21 - 10), 2. Multiplier 0.5 on a window
  // of 1.
  //   bar 1: range 2, lower 10 - 1 = 9, upper 11, starts on the lower band
  //   bar 2: range 11, lower max(9, 20 - 5.5) = 14.5, upper min(11, 25.5) = 11; close 20 stays
  //   above bar 3: the close before, 20, was above the upper band: it moves to 20 + 1 = 21; lower
  //   19 bar 4: middle 10, close 10: range max(2, |9 - 20|) = 11, lower stays 19, close below:
  //   down;
  //          upper min(21, 10 + 5.5) = 15.5
  //   bar 5: middle 20, close 20: range 11, upper min(15.5, 25.5) = 15.5, close above: up; the
  //   close
  //          before, 10, was below the lower band: it moves to 20 - 5.5 = 14.5
  const Column high = {11, 11, 21, 21, 11, 21}, low = {9, 9, 19, 19, 9, 19},
               close = {10, 10, 20, 20, 10, 20};
  const std::span<const double> all[] = {high, low, close};
  const double params[] = {1, 0.5};
  const Column expected = {missing, 9, 14.5, 19, 15.5, 14.5};
  CHECK(same(only(compute_indicator("supertrend", all, params)), expected));
}

TEST_CASE("over 10 million bars the last windows are as exact as the first") {
  constexpr std::size_t bars = 10'000'000, n = 50;
  Column x = random_column(bars, 1e6, 1, 21);
  for (std::size_t i = 0; i < bars; i += 100'000) x[i] = 1e13;  // leaves no trace
  const std::span<const double> inputs[] = {x};
  const double params[] = {n};
  for (const char* name : {"sma", "sum", "wma", "stdev", "linreg_slope", "zscore"}) {
    CAPTURE(name);
    const auto found = std::ranges::find(one_column, name, &Case::name);
    const Column ours = only(compute_indicator(name, inputs, params));
    int wrong = 0;
    for (std::size_t i = bars - 1; i > 10'000; i -= 9'973)
      wrong += !close_to(ours[i], found->value(Window(x).subspan(i + 1 - n, n)), 1e-3);
    CHECK(wrong == 0);
  }
}
