// Changes over a window, and oscillators that compare gains with losses or a price with its range.
#include "runtime/indicator/momentum.hpp"

#include "runtime/indicator/extremes.hpp"
#include "runtime/indicator/moving_average.hpp"
#include "runtime/indicator/smoothing.hpp"
#include "runtime/indicator/volatility.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace stratgen::indicator {
namespace {

// Change(now, before) for the bar n bars ago; 0 where a division by it would be by zero.
template <double (*change)(double, double)>
void over_window(Input x, std::size_t n, Output y) {
  for (std::size_t i = n; i < x.size(); ++i) y[i] = change(x[i], x[i - n]);
}

double difference(double now, double before) { return now - before; }
double percent(double now, double before) { return before == 0 ? 0 : (now / before - 1) * 100; }
double fraction(double now, double before) { return before == 0 ? 0 : (now - before) / before; }
double ratio(double now, double before) { return before == 0 ? 0 : now / before; }
double ratio100(double now, double before) { return before == 0 ? 0 : now / before * 100; }

// Wilder's averages of the rises and falls: gain[i] and loss[i] for i >= n.
void gains_and_losses(Input x, std::size_t n, Output gain, Output loss) {
  Column rise(x.size() - 1), fall(x.size() - 1);
  for (std::size_t i = 1; i < x.size(); ++i) {
    const double change = x[i] - x[i - 1];
    rise[i - 1] = std::max(change, 0.0);
    fall[i - 1] = std::max(-change, 0.0);
  }
  wilder_both(rise, fall, n, gain.subspan(1), loss.subspan(1));
}

// Chande's.
void cmo(Input x, std::size_t n, Output y) {
  Column loss(x.size());
  gains_and_losses(x, n, y, loss);
  for (std::size_t i = n; i < x.size(); ++i) {
    const double total = y[i] + loss[i];
    y[i] = near_zero(total) ? 0 : 100 * ((y[i] - loss[i]) / total);
  }
}

// The change in percent of a triple EMA.
void trix(Input x, std::size_t n, Output y) {
  Column once(x.size()), twice(x.size()), thrice(x.size());
  ema(x, n, once);
  ema(Input(once).subspan(n - 1), n, Output(twice).subspan(n - 1));
  ema(Input(twice).subspan(2 * (n - 1)), n, Output(thrice).subspan(2 * (n - 1)));
  for (std::size_t i = 3 * (n - 1) + 1; i < x.size(); ++i) y[i] = percent(thrice[i], thrice[i - 1]);
}

// Williams' %R.
void willr(const Call& c) {
  const std::size_t n = c.window();
  Column top(c.size()), bottom(c.size());
  highest(c.in[0], n, top);
  lowest(c.in[1], n, bottom);
  for (std::size_t i = n - 1; i < c.size(); ++i) {
    const double range = top[i] - bottom[i];
    c.out[0][i] = range == 0 ? 0 : -100 * (top[i] - c.in[2][i]) / range;
  }
}

// Lambert's commodity channel index: the distance of the typical price from its mean, in units of
// 0.015 mean deviations.
void cci(const Call& c) {
  const std::size_t n = c.window();
  Column typical(c.size());
  for (std::size_t i = 0; i < c.size(); ++i)
    typical[i] = (c.in[0][i] + c.in[1][i] + c.in[2][i]) / 3;
  Column center(c.size()), deviation(c.size());
  sma(typical, n, center);
  mean_deviation(typical, center, n, deviation);
  for (std::size_t i = n - 1; i < c.size(); ++i) {
    const double distance = typical[i] - center[i];
    const bool flat = distance == 0 || deviation[i] == 0;
    c.out[0][i] = flat ? 0 : distance / (0.015 * deviation[i]);
  }
}

// Bars since the extremes of the last n + 1, as a share of n in percent.
void aroon(const Call& c, Output up, Output down) {
  const std::size_t n = c.window();
  highest_bar(c.in[0], n + 1, up);
  lowest_bar(c.in[1], n + 1, down);
  const double width = static_cast<double>(n), scale = 100 / width;
  for (std::size_t i = n; i < c.size(); ++i) {
    up[i] = scale * (width - (static_cast<double>(i) - up[i]));
    down[i] = scale * (width - (static_cast<double>(i) - down[i]));
  }
}

void aroonosc(const Call& c) {
  Column down(c.size());
  aroon(c, c.out[0], down);
  for (std::size_t i = c.window(); i < c.size(); ++i) c.out[0][i] -= down[i];
}

// Intraday momentum index: the rising bodies' share of all bodies, in percent.
void imi(const Call& c) {
  const std::size_t n = c.window();
  Column rise(c.size()), body(c.size()), total(c.size());
  for (std::size_t i = 0; i < c.size(); ++i) {
    rise[i] = std::max(c.in[1][i] - c.in[0][i], 0.0);
    body[i] = std::abs(c.in[1][i] - c.in[0][i]);
  }
  sum(rise, n, c.out[0]);
  sum(body, n, total);
  for (std::size_t i = n - 1; i < c.size(); ++i) c.out[0][i] = 100 * (c.out[0][i] / total[i]);
}

// Williams' ultimate oscillator: buying pressure over true range in three windows, the shorter the
// heavier.
void ultosc(const Call& c) {
  std::array<std::size_t, 3> windows = {c.window(0), c.window(1), c.window(2)};
  std::ranges::sort(windows);
  const Input high = c.in[0], low = c.in[1], close = c.in[2];
  Column pressure(c.size()), range(c.size());
  for (std::size_t i = 1; i < c.size(); ++i)
    pressure[i] = close[i] - std::min(low[i], close[i - 1]);
  true_range(high, low, close, range);

  Column pressures(c.size()), ranges(c.size());
  for (std::size_t i = windows[2]; i < c.size(); ++i) c.out[0][i] = 0;
  for (std::size_t k = 0; k < 3; ++k) {
    const double weight = std::array{4.0, 2.0, 1.0}[k];
    sum(Input(pressure).subspan(1), windows[k], Output(pressures).subspan(1));
    sum(Input(range).subspan(1), windows[k], Output(ranges).subspan(1));
    for (std::size_t i = windows[2]; i < c.size(); ++i)
      if (!near_zero(ranges[i])) c.out[0][i] += 100 * weight / 7 * (pressures[i] / ranges[i]);
  }
}

template <void (*compute)(Input, std::size_t, Output)>
Definition of_change(std::string_view name, double default_window) {
  return {
      {name, {"real"}, {window(default_window)}, {"value"}}, changes_of_window, windowed<compute>};
}

}  // namespace

void rsi(Input x, std::size_t n, Output y) {
  Column loss(x.size());
  gains_and_losses(x, n, y, loss);
  for (std::size_t i = n; i < x.size(); ++i) {
    const double total = y[i] + loss[i];
    y[i] = near_zero(total) ? 0 : 100 * (y[i] / total);
  }
}

std::vector<Definition> momentum_functions() {
  return {
      of_change<over_window<difference>>("mom", 10),
      of_change<over_window<percent>>("roc", 10),
      of_change<over_window<fraction>>("rocp", 10),
      of_change<over_window<ratio>>("rocr", 10),
      of_change<over_window<ratio100>>("rocr100", 10),
      of_change<rsi>("rsi", 14),
      of_change<cmo>("cmo", 14),
      {{"trix", {"real"}, {window(30)}, {"value"}},
       [](Params p) { return 3 * (p.window() - 1) + 1; },
       windowed<trix>},
      {{"willr", {"high", "low", "close"}, {window(14)}, {"value"}}, values_of_window, willr},
      {{"cci", {"high", "low", "close"}, {window(14)}, {"value"}}, values_of_window, cci},
      {{"aroon", {"high", "low"}, {window(14)}, {"up", "down"}},
       changes_of_window,
       [](const Call& c) { aroon(c, c.out[0], c.out[1]); }},
      {{"aroonosc", {"high", "low"}, {window(14)}, {"value"}}, changes_of_window, aroonosc},
      {{"imi", {"open", "close"}, {window(14)}, {"value"}}, values_of_window, imi},
      {{"ultosc",
        {"high", "low", "close"},
        {window(7, 1, "first window"), window(14, 1, "second window"),
         window(28, 1, "third window")},
        {"value"}},
       [](Params p) { return std::max({p.window(0), p.window(1), p.window(2)}); },
       ultosc},
  };
}

}  // namespace stratgen::indicator
