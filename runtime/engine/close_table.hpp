// CloseTable: what a position makes of any stretch of closes, in a few loads whatever its length.
//
// A position of u units beside cash b (net of cost) returns (c[i] - c[j]) / (k + c[j]) at bar i,
// with j = i - 1 and k = b / u. With d = c[i] - c[j] and x = k / c[j] that is d / c[j] / (1 + x),
// and 1 / (1 + x) is close to a polynomial of x. So the sum over a stretch is that of k^m times the
// difference of two prefix sums of d * c[j]^-(m + 1), for m below `terms`; that of squared returns
// has d^2 * c[j]^-(m + 2).
//
// Extremes come from a disjoint sparse table: two loads for any stretch.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace stratgen {

class CloseTable {
 public:
  static constexpr int terms = 8;

  // Of powers of k, for the sum of returns and that of their squares: minimax polynomials of
  // 1 / (1 + x) and 1 / (1 + x)^2, by interpolation at Chebyshev's points of [lowest_x, highest_x].
  // Their relative errors are below 1e-11 and 1e-10.
  static constexpr double lowest_x = -0.01, highest_x = 0.15;
  static constexpr double of_returns[terms] = {
      1.0000000000047875, -1.0000000012542902, 0.9999999282744207, -0.9999877760278685,
      0.9995221612109683, -0.9913811118526532, 0.9181634614641053, -0.5885663214513496};
  static constexpr double of_squares[terms] = {
      1.000000000040683, -2.000000010663271, 2.9999993917623065, -3.9998960548541254,
      4.995927212747022, -5.926269823910046, 6.295475109709765,  -4.412847071257125};

  static constexpr double error = 1e-10;

  struct alignas(64) Prefix {
    double returns[terms], squares[terms], loss_squares[terms];
  };
  struct Range {
    double highest, lowest;
    double peak, trough;  // in this order, and such that trough / peak is the smallest
  };
  // Two ranges that make up a stretch.
  struct Parts {
    const Range &earlier, &later;
    int middle;  // where the later one begins
    double highest() const {
      return earlier.highest > later.highest ? earlier.highest : later.highest;
    }
    double lowest() const { return earlier.lowest < later.lowest ? earlier.lowest : later.lowest; }
  };

  explicit CloseTable(std::span<const double> close);

  // The returns at bars up to this one.
  const Prefix& prefix(int bar) const { return prefixes_[static_cast<std::size_t>(bar)]; }
  // Of bars from to last, both included; from < last.
  Parts parts(int from, int last) const;

  // Of a position worth b + u * close, with u > 0 and k = b / u.
  //
  // Beside cash, a fall from p to t is (1 - t / p) * p / (k + p) of what the position was worth. So
  // of all pairs of closes in a range none falls further than (1 - trough / peak) * p / (k + p),
  // with p the close where that is largest. False if that leaves no less than `least`.
  static bool may_fall_further(const Range& range, double k, double least) {
    constexpr double rounding = 1e-13;
    const double p = k > 0 ? range.highest : range.lowest;
    return (range.peak - range.trough) * p > (1 - least + rounding) * (k + p) * range.peak;
  }
  // The smallest value(later close) / value(earlier close) of bars from to last, or `least` if that
  // is smaller.
  template <class Value>
  double deepest_fall(const Value& value, double k, int from, int last, double least) const;

 private:
  static Range joined(const Range& earlier, const Range& later);

  std::size_t size_ = 0;
  std::vector<Prefix> prefixes_;
  // [level * size + bar]: from there to the middle of its 2^(level + 1) bars.
  std::vector<Range> levels_;
};

inline CloseTable::Parts CloseTable::parts(int from, int last) const {
  const int level = 31 - __builtin_clz(static_cast<unsigned>(from ^ last));
  const Range* const row = levels_.data() + static_cast<std::size_t>(level) * size_;
  return {row[from], row[last], last >> level << level};
}

template <class Value>
double CloseTable::deepest_fall(const Value& value, double k, int from, int last,
                                double least) const {
  if (from == last) return least;
  const Parts two = parts(from, last);
  const auto take = [&](double trough, double peak) {
    const double fall = value(trough) / value(peak);
    least = fall < least ? fall : least;
  };
  take(two.later.lowest, two.earlier.highest);
  take(two.earlier.trough, two.earlier.peak);
  take(two.later.trough, two.later.peak);
  if (may_fall_further(two.earlier, k, least))
    least = deepest_fall(value, k, from, two.middle - 1, least);
  if (may_fall_further(two.later, k, least))
    least = deepest_fall(value, k, two.middle, last, least);
  return least;
}

}  // namespace stratgen
