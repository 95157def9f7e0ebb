// Bands around a middle, and lines that follow the price from outside.
#include "runtime/indicator/extremes.hpp"
#include "runtime/indicator/moving_average.hpp"
#include "runtime/indicator/smoothing.hpp"
#include "runtime/indicator/statistics.hpp"
#include "runtime/indicator/volatility.hpp"

#include <algorithm>

namespace stratgen::indicator {
namespace {

// Bollinger's: an average and deviations of the plain window around it.
void bbands(const Call& c) {
  const Average average = average_of(c.params, 0, 3);
  const Output upper = c.out[0], middle = c.out[1], lower = c.out[2];
  Column deviation(c.size());
  stddev(c.in[0], c.window(), 1, deviation);
  average.apply(c.in[0], middle);
  for (std::size_t i = average.lookback(); i < c.size(); ++i) {
    upper[i] = middle[i] + c.params[1] * deviation[i];
    lower[i] = middle[i] - c.params[2] * deviation[i];
  }
}

// Headley's acceleration bands: averages of the high and low, moved apart by four times the range's
// share of their sum.
void accbands(const Call& c) {
  const Input high = c.in[0], low = c.in[1], close = c.in[2];
  Column raised(c.size()), lowered(c.size());
  for (std::size_t i = 0; i < c.size(); ++i) {
    const double total = high[i] + low[i];
    const double width = near_zero(total) ? 0 : 4 * (high[i] - low[i]) / total;
    raised[i] = high[i] * (1 + width);
    lowered[i] = low[i] * (1 - width);
  }
  sma(raised, c.window(), c.out[0]);
  sma(close, c.window(), c.out[1]);
  sma(lowered, c.window(), c.out[2]);
}

// y[i] = the middle of the highest high and the lowest low, for i >= n - 1; nothing if n is too
// long.
void mid_range(Input high, Input low, std::size_t n, Output y) {
  Column bottom(y.size());
  highest(high, n, y);
  lowest(low, n, bottom);
  for (std::size_t i = n - 1; i < y.size(); ++i) y[i] = (y[i] + bottom[i]) / 2;
}

void donchian(const Call& c) {
  highest(c.in[0], c.window(), c.out[0]);
  lowest(c.in[1], c.window(), c.out[1]);
  mid_range(c.in[0], c.in[1], c.window(), c.out[2]);
}

// An EMA of the close, and multiples of the average true range on both sides, one bar later.
void keltner(const Call& c) {
  const std::size_t n = c.window();
  const Output upper = c.out[0], lower = c.out[1], middle = c.out[2];
  ema(c.in[2], n, middle);
  if (c.size() <= n) return;
  Column range(c.size());
  atr(c.in[0], c.in[1], c.in[2], n, range);
  for (std::size_t i = n; i < c.size(); ++i) {
    upper[i] = middle[i] + c.params[1] * range[i];
    lower[i] = middle[i] - c.params[1] * range[i];
  }
}

// Mid-ranges at the current bar; nothing is shifted. Each line begins where it can.
void ichimoku(const Call& c) {
  const Output tenkan = c.out[0], kijun = c.out[1], span_a = c.out[2], span_b = c.out[3];
  mid_range(c.in[0], c.in[1], c.window(0), tenkan);
  mid_range(c.in[0], c.in[1], c.window(1), kijun);
  mid_range(c.in[0], c.in[1], c.window(2), span_b);
  for (std::size_t i = 0; i < c.size(); ++i) span_a[i] = (tenkan[i] + kijun[i]) / 2;
}

// The band in force: the lower one while the trend is up. A band follows only towards the price, as
// long as the close before stayed inside it; the side flips when a close crosses the band in force.
void supertrend(const Call& c) {
  const Input high = c.in[0], low = c.in[1], close = c.in[2];
  const std::size_t n = c.window();
  Column range(c.size());
  atr(high, low, close, n, range);
  double lower = -infinity, upper = infinity;
  bool up = true;
  for (std::size_t i = n; i < c.size(); ++i) {
    const double middle = (high[i] + low[i]) / 2, width = c.params[1] * range[i];
    const bool first = i == n;
    lower = first || close[i - 1] < lower ? middle - width : std::max(lower, middle - width);
    upper = first || close[i - 1] > upper ? middle + width : std::min(upper, middle + width);
    if (!first) up = up ? close[i] >= lower : close[i] > upper;
    c.out[0][i] = up ? lower : upper;
  }
}

}  // namespace

std::vector<Definition> channel_functions() {
  const std::vector<std::string_view> bars = {"high", "low", "close"};
  const std::vector<std::string_view> bands = {"upper", "middle", "lower"};
  const std::vector<std::string_view> channel = {"upper", "lower", "middle"};
  return {
      {{"bbands",
        {"real"},
        {window(5), factor("deviations up", 2), factor("deviations down", 2), average("average")},
        bands},
       [](Params p) { return average_of(p, 0, 3).lookback(); },
       bbands},
      {{"accbands", bars, {window(20)}, bands}, values_of_window, accbands},
      {{"donchian", {"high", "low"}, {window(required)}, channel}, values_of_window, donchian},
      {{"keltner", bars, {window(required), factor("multiplier", required)}, channel},
       values_of_window,
       keltner},
      {{"ichimoku",
        {"high", "low"},
        {window(9, 1, "tenkan window"), window(26, 1, "kijun window"),
         window(52, 1, "span b window")},
        {"tenkan", "kijun", "span_a", "span_b"}},
       [](Params p) { return std::min({p.window(0), p.window(1), p.window(2)}) - 1; },
       ichimoku},
      {{"supertrend", bars, {window(required), factor("multiplier", required)}, {"value"}},
       changes_of_window,
       supertrend},
  };
}

}  // namespace stratgen::indicator
