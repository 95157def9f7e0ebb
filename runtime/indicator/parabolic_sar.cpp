// Wilder's parabolic stop and reverse, with TA-Lib's choice of the first side.
#include "runtime/indicator/definition.hpp"

#include <algorithm>
#include <cmath>

namespace stratgen::indicator {
namespace {

// How fast one side's stop closes in: the factor starts at `initial` and grows by `step` with each
// new extreme, up to `max`.
struct Acceleration {
  double initial, step, max;

  Acceleration limited() const { return {std::min(initial, max), std::min(step, max), max}; }
};

struct Settings {
  double start;             // 0: the first two bars decide; else the first stop, negative for short
  double offset;            // share of the stop by which a reversal moves it further away
  Acceleration rise, fall;  // while long, while short
  bool signed_output;       // the stop is negative while short
};

// A stop may not lie inside the last two bars.
struct Range {
  double low, high;
  double below(double stop) const { return std::min(stop, low); }
  double above(double stop) const { return std::max(stop, high); }
};

void parabolic_sar(Input high, Input low, const Settings& settings, Output y) {
  const double up_move = high[1] - high[0], down_move = low[0] - low[1];
  bool is_long = !(down_move > 0 && down_move > up_move);
  double stop = is_long ? low[0] : high[0];
  if (settings.start != 0) {
    is_long = settings.start > 0;
    stop = std::abs(settings.start);
  }
  double extreme = is_long ? high[1] : low[1];
  double speed = is_long ? settings.rise.initial : settings.fall.initial;

  for (std::size_t i = 1; i < y.size(); ++i) {
    const std::size_t before = i == 1 ? 1 : i - 1;
    const Range range = {std::min(low[before], low[i]), std::max(high[before], high[i])};
    const bool hit = is_long ? low[i] <= stop : high[i] >= stop;
    if (hit) {
      is_long = !is_long;
      stop = is_long ? range.below(extreme) : range.above(extreme);
      stop += (is_long ? -stop : stop) * settings.offset;
      extreme = is_long ? high[i] : low[i];
      speed = is_long ? settings.rise.initial : settings.fall.initial;
    }
    y[i] = settings.signed_output && !is_long ? -stop : stop;

    const Acceleration& side = is_long ? settings.rise : settings.fall;
    const bool new_extreme = is_long ? high[i] > extreme : low[i] < extreme;
    if (!hit && new_extreme) {
      extreme = is_long ? high[i] : low[i];
      speed = std::min(speed + side.step, side.max);
    }
    stop += speed * (extreme - stop);
    stop = is_long ? range.below(stop) : range.above(stop);
  }
}

void sar(const Call& c) {
  const Acceleration both = Acceleration{c.params[0], c.params[0], c.params[1]}.limited();
  parabolic_sar(c.in[0], c.in[1], {0, 0, both, both, false}, c.out[0]);
}

void sarext(const Call& c) {
  const Params& p = c.params;
  const Acceleration rise = Acceleration{p[2], p[3], p[4]}.limited();
  const Acceleration fall = Acceleration{p[5], p[6], p[7]}.limited();
  parabolic_sar(c.in[0], c.in[1], {p[0], p[1], rise, fall, true}, c.out[0]);
}

}  // namespace

std::vector<Definition> parabolic_sar_functions() {
  return {
      {{"sar",
        {"high", "low"},
        {factor("acceleration", 0.02, 0), factor("maximum", 0.2, 0)},
        {"value"}},
       one_bar,
       sar},
      {{"sarext",
        {"high", "low"},
        {factor("start", 0), factor("offset on reverse", 0, 0),
         factor("initial acceleration long", 0.02, 0), factor("acceleration long", 0.02, 0),
         factor("maximum long", 0.2, 0), factor("initial acceleration short", 0.02, 0),
         factor("acceleration short", 0.02, 0), factor("maximum short", 0.2, 0)},
        {"value"}},
       one_bar,
       sarext},
  };
}

}  // namespace stratgen::indicator
