// Functions of a single bar.
#include "runtime/indicator/definition.hpp"

namespace stratgen::indicator {
namespace {

template <class Formula>
void each(const Call& c, Formula value_at) {
  for (std::size_t i = 0; i < c.size(); ++i) c.out[0][i] = value_at(i);
}

void avgprice(const Call& c) {
  const Input open = c.in[0], high = c.in[1], low = c.in[2], close = c.in[3];
  each(c, [&](std::size_t i) { return (high[i] + low[i] + close[i] + open[i]) / 4; });
}

void medprice(const Call& c) {
  const Input high = c.in[0], low = c.in[1];
  each(c, [&](std::size_t i) { return (high[i] + low[i]) / 2; });
}

void typprice(const Call& c) {
  const Input high = c.in[0], low = c.in[1], close = c.in[2];
  each(c, [&](std::size_t i) { return (high[i] + low[i] + close[i]) / 3; });
}

void wclprice(const Call& c) {
  const Input high = c.in[0], low = c.in[1], close = c.in[2];
  each(c, [&](std::size_t i) { return (high[i] + low[i] + 2 * close[i]) / 4; });
}

// Balance of power: the body's share of the range.
void bop(const Call& c) {
  const Input open = c.in[0], high = c.in[1], low = c.in[2], close = c.in[3];
  each(c, [&](std::size_t i) {
    const double range = high[i] - low[i];
    return range < 0 || near_zero(range) ? 0 : (close[i] - open[i]) / range;
  });
}

}  // namespace

std::vector<Definition> price_functions() {
  return {
      {{"avgprice", {"open", "high", "low", "close"}, {}, {"value"}}, none, avgprice},
      {{"medprice", {"high", "low"}, {}, {"value"}}, none, medprice},
      {{"typprice", {"high", "low", "close"}, {}, {"value"}}, none, typprice},
      {{"wclprice", {"high", "low", "close"}, {}, {"value"}}, none, wclprice},
      {{"bop", {"open", "high", "low", "close"}, {}, {"value"}}, none, bop},
  };
}

}  // namespace stratgen::indicator
