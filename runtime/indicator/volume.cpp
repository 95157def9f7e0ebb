// Functions of price and volume.
#include "runtime/indicator/moving_average.hpp"
#include "runtime/indicator/sliding.hpp"
#include "runtime/indicator/smoothing.hpp"

#include <algorithm>

namespace stratgen::indicator {
namespace {

// On-balance volume: added when the close rises, taken away when it falls; starts at the first
// bar's.
void obv(Input close, Input volume, Output y) {
  double total = y[0] = volume[0];
  for (std::size_t i = 1; i < y.size(); ++i) {
    if (close[i] > close[i - 1]) total += volume[i];
    if (close[i] < close[i - 1]) total -= volume[i];
    y[i] = total;
  }
}

// Chaikin's accumulation/distribution line: volume times where the close lies in the bar, -1 to 1.
void ad(const Call& c, Output y) {
  const Input high = c.in[0], low = c.in[1], close = c.in[2], volume = c.in[3];
  double total = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    const double range = high[i] - low[i];
    if (range > 0) total += ((close[i] - low[i]) - (high[i] - close[i])) / range * volume[i];
    y[i] = total;
  }
}

// The difference of two EMAs of the line, both started at its first value without a seed.
void adosc(const Call& c) {
  const std::size_t fast = c.window(0), slow = c.window(1);
  Column line(c.size()), faster(c.size()), slower(c.size());
  ad(c, line);
  smooth(line, ema_factor(fast), line[0], faster);
  smooth(line, ema_factor(slow), line[0], slower);
  for (std::size_t i = std::max(fast, slow) - 1; i < c.size(); ++i)
    c.out[0][i] = faster[i] - slower[i];
}

// Money flow index: the share of the flow (typical price times volume) on bars whose typical price
// rose, in percent. TA-Lib gives 0 where the total is under 1.
void mfi(const Call& c) {
  const Input high = c.in[0], low = c.in[1], close = c.in[2], volume = c.in[3];
  const std::size_t n = c.window();
  Column rising(c.size()), falling(c.size()), in(c.size()), out(c.size());
  double before = 0;
  for (std::size_t i = 0; i < c.size(); ++i) {
    const double typical = (high[i] + low[i] + close[i]) / 3;
    if (i > 0 && typical > before) rising[i] = typical * volume[i];
    if (i > 0 && typical < before) falling[i] = typical * volume[i];
    before = typical;
  }
  sum(Input(rising).subspan(1), n, Output(in).subspan(1));
  sum(Input(falling).subspan(1), n, Output(out).subspan(1));
  for (std::size_t i = n; i < c.size(); ++i) {
    const double total = in[i] + out[i];
    c.out[0][i] = total < 1 ? 0 : 100 * (in[i] / total);
  }
}

// Typical price weighted with volume over the window; NaN where nothing was traded.
void vwap(const Call& c) {
  const Input high = c.in[0], low = c.in[1], close = c.in[2], volume = c.in[3];
  struct Traded {
    double money = 0, volume = 0;
    Traded operator+(const Traded& b) const { return {money + b.money, volume + b.volume}; }
  };
  Column typical(c.size());
  for (std::size_t i = 0; i < c.size(); ++i) typical[i] = (high[i] + low[i] + close[i]) / 3;
  fold_windows<Traded>(
      c.size(), c.window(),
      [&](std::size_t i, std::size_t s) {
        return Traded{(typical[i] - typical[s]) * volume[i], volume[i]};
      },
      [&](std::size_t i, std::size_t s, const Traded& t) {
        c.out[0][i] = typical[s] + t.money / t.volume;
      });
}

}  // namespace

std::vector<Definition> volume_functions() {
  const std::vector<std::string_view> bars = {"high", "low", "close", "volume"};
  return {
      {{"obv", {"close", "volume"}, {}, {"value"}},
       none,
       [](const Call& c) { obv(c.in[0], c.in[1], c.out[0]); }},
      {{"ad", bars, {}, {"value"}}, none, [](const Call& c) { ad(c, c.out[0]); }},
      {{"adosc", bars, {window(3, 1, "fast window"), window(10, 1, "slow window")}, {"value"}},
       [](Params p) { return std::max(p.window(0), p.window(1)) - 1; },
       adosc},
      {{"mfi", bars, {window(14)}, {"value"}}, changes_of_window, mfi},
      {{"vwap", bars, {window(required)}, {"value"}}, values_of_window, vwap},
  };
}

}  // namespace stratgen::indicator
