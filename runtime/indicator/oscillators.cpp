// Differences of two averages, and smoothed positions within a range.
#include "runtime/indicator/extremes.hpp"
#include "runtime/indicator/momentum.hpp"
#include "runtime/indicator/moving_average.hpp"
#include "runtime/indicator/smoothing.hpp"

#include <algorithm>

namespace stratgen::indicator {
namespace {

// An EMA whose factor need not be its window's: MACDFIX seeds 12 and 26 bars but smooths with 0.15
// and 0.075.
struct FixedEma {
  std::size_t window;
  double factor;

  std::size_t lookback() const { return window - 1; }
  void apply(Input x, Output y) const { seeded_average(x, window, factor, y); }
};

// Both averages are started so that their first values fall on the same bar: the faster one leaves
// out the bars before. All outputs start with the signal line.
template <class Average>
void macd(const Call& c, const Average& fast, const Average& slow, const Average& signal) {
  const Input x = c.in[0];
  const std::size_t first = std::max(fast.lookback(), slow.lookback());
  const auto apply = [&](const Average& average, Output y) {
    const std::size_t skipped = first - average.lookback();
    average.apply(x.subspan(skipped), y.subspan(skipped));
  };
  Column line(c.size()), slower(c.size()), smoothed(c.size());
  apply(fast, line);
  apply(slow, slower);
  for (std::size_t i = first; i < c.size(); ++i) line[i] -= slower[i];
  signal.apply(Input(line).subspan(first), Output(smoothed).subspan(first));
  for (std::size_t i = first + signal.lookback(); i < c.size(); ++i) {
    c.out[0][i] = line[i];
    c.out[1][i] = smoothed[i];
    c.out[2][i] = line[i] - smoothed[i];
  }
}

struct FastSlow {
  Average fast, slow;
};

// The longer window is the slow one, whichever came first.
FastSlow ordered(Average fast, Average slow) {
  if (fast.window > slow.window) std::swap(fast, slow);
  return {fast, slow};
}

struct MacdAverages {
  FastSlow lines;
  Average signal;
};
MacdAverages macd_averages(Params p) {
  const auto ema_of = [&](std::size_t i) { return Average{Average::Kind::Ema, p.window(i)}; };
  return {ordered(ema_of(0), ema_of(1)), ema_of(2)};
}
MacdAverages macdext_averages(Params p) {
  return {ordered(average_of(p, 0, 3), average_of(p, 1, 4)), average_of(p, 2, 5)};
}

template <MacdAverages (*averages)(Params)>
std::size_t macd_lookback(Params p) {
  const MacdAverages a = averages(p);
  return std::max(a.lines.fast.lookback(), a.lines.slow.lookback()) + a.signal.lookback();
}
template <MacdAverages (*averages)(Params)>
void macd_of(const Call& c) {
  const MacdAverages a = averages(c.params);
  macd(c, a.lines.fast, a.lines.slow, a.signal);
}

void macdfix(const Call& c) {
  const std::size_t n = c.window();
  macd(c, FixedEma{12, 0.15}, FixedEma{26, 0.075}, FixedEma{n, ema_factor(n)});
}

// Each average from its own start, unlike macd.
FastSlow price_averages(Params p) { return ordered(average_of(p, 0, 2), average_of(p, 1, 2)); }

std::size_t price_lookback(Params p) { return price_averages(p).slow.lookback(); }

template <bool in_percent>
void price_oscillator(const Call& c) {
  const auto [fast, slow] = price_averages(c.params);
  Column slower(c.size()), faster(c.size());
  fast.apply(c.in[0], faster);
  slow.apply(c.in[0], slower);
  for (std::size_t i = slow.lookback(); i < c.size(); ++i) {
    const double difference = faster[i] - slower[i];
    if constexpr (in_percent)
      c.out[0][i] = near_zero(slower[i]) ? 0 : difference / slower[i] * 100;
    else
      c.out[0][i] = difference;
  }
}

// %K: where the close lies between the lowest low and the highest high, in percent. y[i] for
// i >= n - 1.
void raw_k(Input high, Input low, Input close, std::size_t n, Output y) {
  Column top(y.size()), bottom(y.size());
  highest(high, n, top);
  lowest(low, n, bottom);
  for (std::size_t i = n - 1; i < y.size(); ++i) {
    const double range = top[i] - bottom[i];
    y[i] = range == 0 ? 0 : 100 * (close[i] - bottom[i]) / range;
  }
}

// %K smoothed by one average and %D of it by another, both written from %D's first value on.
void stochastic(Input high, Input low, Input close, std::size_t n, Average k_average,
                Average d_average, Output k_out, Output d_out) {
  Column raw(k_out.size()), k(k_out.size()), d(k_out.size());
  raw_k(high, low, close, n, raw);
  std::size_t first = n - 1;
  k_average.apply(Input(raw).subspan(first), Output(k).subspan(first));
  first += k_average.lookback();
  d_average.apply(Input(k).subspan(first), Output(d).subspan(first));
  first += d_average.lookback();
  for (std::size_t i = first; i < k_out.size(); ++i) {
    k_out[i] = k[i];
    d_out[i] = d[i];
  }
}

constexpr Average unsmoothed = {Average::Kind::Sma, 1};

void stoch(const Call& c) {
  stochastic(c.in[0], c.in[1], c.in[2], c.window(), average_of(c.params, 1, 3),
             average_of(c.params, 2, 4), c.out[0], c.out[1]);
}

void stochf(const Call& c) {
  stochastic(c.in[0], c.in[1], c.in[2], c.window(), unsmoothed, average_of(c.params, 1, 2),
             c.out[0], c.out[1]);
}

// stochf with the RSI as high, low and close.
void stochrsi(const Call& c) {
  const std::size_t n = c.window();
  Column index(c.size());
  rsi(c.in[0], n, index);
  const Input x = Input(index).subspan(n);
  stochastic(x, x, x, c.window(1), unsmoothed, average_of(c.params, 2, 3), c.out[0].subspan(n),
             c.out[1].subspan(n));
}

}  // namespace

std::vector<Definition> oscillator_functions() {
  const IndicatorParam fast = window(12, 1, "fast window"), slow = window(26, 1, "slow window"),
                       signal = window(9, 1, "signal window");
  const auto k = [](std::string_view name, double n) { return window(n, 1, name); };
  return {
      {{"macd", {"real"}, {fast, slow, signal}, {"macd", "signal", "hist"}},
       macd_lookback<macd_averages>,
       macd_of<macd_averages>},
      {{"macdfix", {"real"}, {signal}, {"macd", "signal", "hist"}},
       [](Params p) { return 25 + p.window() - 1; },
       macdfix},
      {{"macdext",
        {"real"},
        {fast, slow, signal, average("fast average"), average("slow average"),
         average("signal average")},
        {"macd", "signal", "hist"}},
       macd_lookback<macdext_averages>,
       macd_of<macdext_averages>},
      {{"apo", {"real"}, {fast, slow, average("average")}, {"value"}},
       price_lookback,
       price_oscillator<false>},
      {{"ppo", {"real"}, {fast, slow, average("average")}, {"value"}},
       price_lookback,
       price_oscillator<true>},
      {{"stoch",
        {"high", "low", "close"},
        {k("fast k window", 5), k("slow k window", 3), k("slow d window", 3),
         average("slow k average"), average("slow d average")},
        {"k", "d"}},
       [](Params p) {
         return p.window() - 1 + average_of(p, 1, 3).lookback() + average_of(p, 2, 4).lookback();
       },
       stoch},
      {{"stochf",
        {"high", "low", "close"},
        {k("fast k window", 5), k("fast d window", 3), average("fast d average")},
        {"k", "d"}},
       [](Params p) { return p.window() - 1 + average_of(p, 1, 2).lookback(); },
       stochf},
      {{"stochrsi",
        {"real"},
        {window(14), k("fast k window", 5), k("fast d window", 3), average("fast d average")},
        {"k", "d"}},
       [](Params p) { return p.window() + p.window(1) - 1 + average_of(p, 2, 3).lookback(); },
       stochrsi},
  };
}

}  // namespace stratgen::indicator
