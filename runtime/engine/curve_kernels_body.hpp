// Included by curve_kernels.cpp once for each instruction set, within a namespace of its own.
// Plain vector code: the compiler splits the eight lanes into registers.

using Lanes = double __attribute__((ext_vector_type(8)));
using Mask = long __attribute__((ext_vector_type(8)));  // of a comparison: 0 or -1

// Not aligned.
inline void load(const double* from, Lanes& lanes) { __builtin_memcpy(&lanes, from, sizeof lanes); }
inline void store(double* to, const Lanes& lanes) { __builtin_memcpy(to, &lanes, sizeof lanes); }

void write_equity(const double* close, const Account& account, int from, int to, double* equity) {
  const double cash = account.cash, units = account.units, cost = account.cost;
  int i = from;
  for (; i + 8 <= to; i += 8) {
    Lanes price;
    load(close + i, price);
    store(equity + i, cash + price * units - cost);
  }
  for (; i < to; ++i) equity[i] = cash + close[i] * units - cost;
}

bool touches(const Prices& prices, const Touch& touch, int i) {
  const Account& a = touch.account;
  return prices.low[i] <= touch.low || prices.high[i] >= touch.high ||
         a.cash + prices.close[i] * a.units - a.cost <= 0;
}

int find_touch(const Prices& prices, const Touch& touch, int from, int to) {
  const Account& a = touch.account;
  int i = from;
  for (; i + 8 <= to; i += 8) {
    Lanes low, high, close;
    load(prices.low + i, low);
    load(prices.high + i, high);
    load(prices.close + i, close);
    const Mask found =
        (low <= touch.low) | (high >= touch.high) | (a.cash + close * a.units - a.cost <= 0.0);
    if (__builtin_reduce_or(found) != 0) break;
  }
  while (i < to && !touches(prices, touch, i)) ++i;
  return i;
}

inline void raise(Lanes& to, const Lanes& by) { to = by > to ? by : to; }
inline void lower(Lanes& to, const Lanes& by) { to = by < to ? by : to; }

// Of lanes 0 to k the highest, in lane k.
inline void raise_along(Lanes& lanes) {
  raise(lanes, __builtin_shufflevector(lanes, lanes, 0, 0, 1, 2, 3, 4, 5, 6));
  raise(lanes, __builtin_shufflevector(lanes, lanes, 0, 1, 0, 1, 2, 3, 4, 5));
  raise(lanes, __builtin_shufflevector(lanes, lanes, 0, 1, 2, 3, 0, 1, 2, 3));
}

inline double highest(const Lanes& of) {
  Lanes lanes = of;
  raise(lanes, __builtin_shufflevector(lanes, lanes, 4, 5, 6, 7, 0, 1, 2, 3));
  raise(lanes, __builtin_shufflevector(lanes, lanes, 2, 3, 0, 1, 6, 7, 4, 5));
  raise(lanes, __builtin_shufflevector(lanes, lanes, 1, 0, 3, 2, 5, 4, 7, 6));
  return lanes[0];
}

inline double lowest_of(const Lanes& of) {
  Lanes lanes = of;
  lower(lanes, __builtin_shufflevector(lanes, lanes, 4, 5, 6, 7, 0, 1, 2, 3));
  lower(lanes, __builtin_shufflevector(lanes, lanes, 2, 3, 0, 1, 6, 7, 4, 5));
  lower(lanes, __builtin_shufflevector(lanes, lanes, 1, 0, 3, 2, 5, 4, 7, 6));
  return lanes[0];
}

inline double sum(const Lanes& l) {
  return ((l[0] + l[4]) + (l[2] + l[6])) + ((l[1] + l[5]) + (l[3] + l[7]));
}

CurveSums sum_curve(const double* curve, int count) {
  Lanes returns = 0.0, squares = 0.0, losses = 0.0;
  const Lanes zero = 0.0;
  double peak = curve[0], lowest = 1;
  int i = 1;
  for (; i + 8 <= count; i += 8) {
    Lanes now, before;
    load(curve + i, now);
    load(curve + i - 1, before);
    const Lanes r = now / before - 1.0;
    Lanes loss = r;
    lower(loss, zero);
    returns += r;
    squares += r * r;
    losses += loss * loss;
    const double top = highest(now), bottom = lowest_of(now);
    // Only where a new lowest is possible.
    if (bottom < lowest * (top > peak ? top : peak)) {
      Lanes peaks = now;
      raise(peaks, Lanes(peak));
      raise_along(peaks);
      const double here = lowest_of(now / peaks);
      lowest = here < lowest ? here : lowest;
    }
    peak = top > peak ? top : peak;
  }
  for (int lane = 0; i < count; ++i, ++lane) {
    const double r = curve[i] / curve[i - 1] - 1;
    const double loss = r < 0 ? r : 0;
    returns[lane] += r;
    squares[lane] += r * r;
    losses[lane] += loss * loss;
    peak = curve[i] > peak ? curve[i] : peak;
    const double here = curve[i] / peak;
    lowest = here < lowest ? here : lowest;
  }
  return {sum(returns), sum(squares), sum(losses), lowest};
}

constexpr CurveKernels kernels = {write_equity, find_touch, sum_curve};
