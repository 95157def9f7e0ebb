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

inline double sum(const Lanes& l) {
  return ((l[0] + l[4]) + (l[2] + l[6])) + ((l[1] + l[5]) + (l[3] + l[7]));
}

struct Running {
  Lanes returns, squares, losses;
  Lanes peak;       // of all values so far, in each lane
  Lanes low, high;  // in each lane the pair with the lowest low / high
};

inline Running running_from(double first) {
  const Lanes zero = 0.0, value = first;
  return {zero, zero, zero, value, value, value};
}

// Values that follow each other, each with the one before it.
inline void add(Running& sums, const Lanes& now, const Lanes& before) {
  const Lanes r = now / before - 1.0, zero = 0.0;
  Lanes loss = r;
  lower(loss, zero);
  sums.returns += r;
  sums.squares += r * r;
  sums.losses += loss * loss;
  Lanes peaks = now;
  raise_along(peaks);
  const Lanes top = __builtin_shufflevector(peaks, peaks, 7, 7, 7, 7, 7, 7, 7, 7);
  raise(peaks, sums.peak);
  raise(sums.peak, top);
  const Mask lower_ratio = now * sums.high < sums.low * peaks;  // without a division
  sums.low = lower_ratio ? now : sums.low;
  sums.high = lower_ratio ? peaks : sums.high;
}

// In the first lane.
inline void add_one(Running& sums, double now, double before) {
  if (now == before) return;
  const double r = now / before - 1, loss = r < 0 ? r : 0;
  sums.returns[0] += r;
  sums.squares[0] += r * r;
  sums.losses[0] += loss * loss;
  raise(sums.peak, Lanes(now));
  if (now * sums.high[0] >= sums.low[0] * sums.peak[0]) return;
  sums.low[0] = now;
  sums.high[0] = sums.peak[0];
}

inline CurveSums total(const Running& sums, double first, double last) {
  double lowest = 1;
  for (int lane = 0; lane < 8; ++lane) {
    const double ratio = sums.low[lane] / sums.high[lane];
    lowest = ratio < lowest ? ratio : lowest;
  }
  return {sum(sums.returns), sum(sums.squares), sum(sums.losses), lowest, first, last};
}

CurveSums sum_curve(const double* curve, int count) {
  Running sums = running_from(curve[0]);
  int i = 1;
  for (; i + 8 <= count; i += 8) {
    Lanes now, before;
    load(curve + i, now);
    load(curve + i - 1, before);
    add(sums, now, before);
  }
  for (; i < count; ++i) add_one(sums, curve[i], curve[i - 1]);
  return total(sums, curve[0], curve[count - 1]);
}

// Bars [from, to) of one account, after a bar with equity `last`; returns that of the last one.
inline double add_piece(Running& sums, const double* close, const Account& account, int from,
                        int to, double last) {
  const double cash = account.cash, units = account.units, cost = account.cost;
  if (units == 0) {
    add_one(sums, cash - cost, last);
    return cash - cost;
  }
  int i = from;
  Lanes previous = last;
  for (; i + 8 <= to; i += 8) {
    Lanes now;
    load(close + i, now);
    now = cash + now * units - cost;
    add(sums, now, __builtin_shufflevector(previous, now, 7, 8, 9, 10, 11, 12, 13, 14));
    previous = now;
  }
  last = previous[7];
  if (i == to) return last;
  if (to < 8) {
    for (; i < to; ++i) {
      const double now = cash + close[i] * units - cost;
      add_one(sums, now, last);
      last = now;
    }
    return last;
  }
  // The last eight bars, where those that are done or another's stand for no change.
  const Lanes lane = {0, 1, 2, 3, 4, 5, 6, 7};
  const double first = 8 - (to - i);
  Lanes now;
  load(close + to - 8, now);
  now = cash + now * units - cost;
  Lanes before = __builtin_shufflevector(now, now, 0, 0, 1, 2, 3, 4, 5, 6);
  before = lane <= first ? Lanes(last) : before;
  now = lane < first ? Lanes(last) : now;
  add(sums, now, before);
  return now[7];
}

CurveSums sum_pieces(const double* close, std::span<const CurvePiece> pieces, int first,
                     int count) {
  std::size_t k = 0;
  while (k + 1 < pieces.size() && pieces[k + 1].from <= first) ++k;
  const Account& a = pieces[k].account;
  const double start = a.cash + close[first] * a.units - a.cost;
  Running sums = running_from(start);
  double last = start;
  int from = first + 1;
  for (; k < pieces.size() && from < count; ++k) {
    const int to = k + 1 < pieces.size() ? pieces[k + 1].from : count;
    if (from < to) last = add_piece(sums, close, pieces[k].account, from, to, last);
    from = from < to ? to : from;
  }
  return total(sums, start, last);
}

constexpr CurveKernels kernels = {write_equity, find_touch, sum_curve, sum_pieces};
