// Included by curve_kernels.cpp once for each instruction set, within a namespace of its own.
// Plain vector code: the compiler splits the eight lanes into registers.

#include "runtime/engine/lanes_body.hpp"

inline void store(double* to, const Lanes& lanes) { __builtin_memcpy(to, &lanes, sizeof lanes); }

void write_equity(const double* close, const Account& account, int from, int to, double* equity) {
  const double cash = account.cash, units = account.units, cost = account.cost;
  int i = from;
  for (; i + 8 <= to; i += 8) {
    store(equity + i, cash + load(close + i) * units - cost);
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
    const Lanes low = load(prices.low + i), high = load(prices.high + i),
                close = load(prices.close + i);
    const Truths found =
        (low <= touch.low) | (high >= touch.high) | (a.cash + close * a.units - a.cost <= 0.0);
    if (__builtin_reduce_or(found) != 0) break;
  }
  while (i < to && !touches(prices, touch, i)) ++i;
  return i;
}

inline void lower(Lanes& to, const Lanes& by) { to = lesser(by, to); }

// Of lanes 0 to k the lowest, in lane k.
inline void lower_along(Lanes& lanes) {
  lower(lanes, __builtin_shufflevector(lanes, lanes, 0, 0, 1, 2, 3, 4, 5, 6));
  lower(lanes, __builtin_shufflevector(lanes, lanes, 0, 1, 0, 1, 2, 3, 4, 5));
  lower(lanes, __builtin_shufflevector(lanes, lanes, 0, 1, 2, 3, 0, 1, 2, 3));
}

struct Running : ReturnSums {
  Lanes inverse;  // 1 / value of the last eight values
  Lanes peak;     // the lowest inverse so far, in each lane
  Lanes lowest;   // of value * peak
};

inline Running running_from(double first) {
  const Lanes one = 1.0, inverse = 1 / first;
  return {{}, inverse, inverse, one};
}

// The next values, with what was before them in lane 7 of `inverse`: a multiplication each instead
// of two divisions.
inline void add(Running& sums, const Lanes& values) {
  const Lanes inverse = 1.0 / values, zero = 0.0;
  const Lanes before = __builtin_shufflevector(sums.inverse, inverse, 7, 8, 9, 10, 11, 12, 13, 14);
  const Lanes r = values * before - 1.0;
  Lanes loss = r, peaks = inverse;
  lower(loss, zero);
  sums.returns += r;
  sums.squares += r * r;
  sums.loss_squares += loss * loss;
  sums.inverse = inverse;
  lower_along(peaks);
  const Lanes top = __builtin_shufflevector(peaks, peaks, 7, 7, 7, 7, 7, 7, 7, 7);
  lower(peaks, sums.peak);
  lower(sums.peak, top);
  lower(sums.lowest, values * peaks);
}

// In all lanes but `r` in the first only.
inline void add_one(Running& sums, double value) {
  const Lanes inverse = 1 / value;
  const double r = value * sums.inverse[7] - 1, loss = r < 0 ? r : 0;
  sums.returns[0] += r;
  sums.squares[0] += r * r;
  sums.loss_squares[0] += loss * loss;
  sums.inverse = inverse;
  lower(sums.peak, inverse);
  lower(sums.lowest, value * sums.peak);
}

inline CurveSums total(const Running& sums, double first, double last) {
  double lowest = 1;
  for (int lane = 0; lane < 8; ++lane)
    lowest = sums.lowest[lane] < lowest ? sums.lowest[lane] : lowest;
  return {sum(sums.returns), sum(sums.squares), sum(sums.loss_squares), lowest, first, last};
}

CurveSums sum_curve(const double* curve, int count) {
  Running sums = running_from(curve[0]);
  int i = 1;
  for (; i + 8 <= count; i += 8) {
    add(sums, load(curve + i));
  }
  for (; i < count; ++i) add_one(sums, curve[i]);
  return total(sums, curve[0], curve[count - 1]);
}

// A long position over many bars, by CloseTable, and so without a look at them. Nothing is added
// where it does not hold: with much cash beside the position, or less than none.
inline bool add_from_table(Running& sums, const double* close, const CloseTable& table,
                           const Account& account, int from, int to) {
  const double k = (account.cash - account.cost) / account.units;
  const CloseTable::Parts parts = table.parts(from, to - 1);
  const double highest = parts.highest(), lowest = parts.lowest();
  if (!(account.units > 0 && k <= table.most_k())) return false;
  const double a = k / highest, b = k / lowest;
  const ClosePolynomials* const near = find_close_polynomials(a < b ? a : b, a < b ? b : a);
  if (!near) return false;
  const auto equity = [&](double price) {
    return account.cash + price * account.units - account.cost;
  };
  add_one(sums, equity(close[from]));
  sums += stretch(table, *near, k, from, to - 1);
  sums.inverse = 1 / equity(close[to - 1]);
  lower(sums.lowest, equity(lowest) * sums.peak);
  lower(sums.lowest, table.deepest_fall(equity, k, from, to - 1, sums.lowest[0]));
  lower(sums.peak, 1 / equity(highest));
  return true;
}

// Bars [from, to) of one account, after a bar with equity `last`; returns that of the last one.
inline double add_piece(Running& sums, const double* close, const CloseTable* table,
                        const Account& account, int from, int to, double last) {
  const double cash = account.cash, units = account.units, cost = account.cost;
  if (units == 0) {
    if (cash - cost != last) add_one(sums, cash - cost);
    return cash - cost;
  }
  constexpr int worth_a_table = 64;
  if (table && to - from >= worth_a_table && add_from_table(sums, close, *table, account, from, to))
    return cash + close[to - 1] * units - cost;
  int i = from;
  Lanes values = last;
  for (; i + 8 <= to; i += 8) {
    values = cash + load(close + i) * units - cost;
    add(sums, values);
  }
  if (i == to) return values[7];
  if (to < 8) {
    for (; i < to; ++i) add_one(sums, last = cash + close[i] * units - cost);
    return last;
  }
  // The last eight bars; those that are done, or another's, stand for no change.
  const Lanes lane = {0, 1, 2, 3, 4, 5, 6, 7};
  const double first = 8 - (to - i), done = values[7];
  values = cash + load(close + to - 8) * units - cost;
  values = lane < first ? Lanes(done) : values;
  add(sums, values);
  return values[7];
}

CurveSums sum_pieces(const double* close, const CloseTable* table,
                     std::span<const CurvePiece> pieces, int first, int count) {
  std::size_t k = 0;
  while (k + 1 < pieces.size() && pieces[k + 1].from <= first) ++k;
  const Account& a = pieces[k].account;
  const double start = a.cash + close[first] * a.units - a.cost;
  Running sums = running_from(start);
  double last = start;
  int from = first + 1;
  for (; k < pieces.size() && from < count; ++k) {
    const int to = k + 1 < pieces.size() ? pieces[k + 1].from : count;
    if (from < to) last = add_piece(sums, close, table, pieces[k].account, from, to, last);
    from = from < to ? to : from;
  }
  return total(sums, start, last);
}

constexpr CurveKernels kernels = {write_equity, find_touch, sum_curve, sum_pieces};
