// CloseTable: what a position makes of any stretch of closes, in a few loads whatever its length.
//
// A position of u units beside cash b (net of cost) returns (c[i] - c[j]) / (k + c[j]) at bar i,
// with j = i - 1 and k = b / u. With d = c[i] - c[j] and x = k / c[j] that is d / c[j] / (1 + x),
// and 1 / (1 + x) is close to a polynomial of x (ClosePolynomials). So the sum over a stretch is
// that of k^m times the difference of two prefix sums of d * c[j]^-(m + 1), for m below `terms`;
// that of squared returns has d^2 * c[j]^-(m + 2).
//
// Extremes come from a disjoint sparse table: two loads for any stretch.
#pragma once

#include "runtime/engine/close_polynomials.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace stratgen {

class CloseTable {
 public:
  static constexpr int terms = ClosePolynomials::terms;

  static constexpr double rounding = 1e-13;  // of falls

  struct alignas(64) Prefix {
    double returns[terms], squares[terms], loss_squares[terms];
  };
  struct Range {
    double highest, lowest;
    double peak, trough;  // in this order, and such that trough / peak is the smallest
  };
  // Two ranges that make up a stretch; of a single bar both are that bar.
  struct Parts {
    const Range &earlier, &later;
    int middle;  // where the later one begins
    double highest() const {
      return earlier.highest > later.highest ? earlier.highest : later.highest;
    }
    double lowest() const { return earlier.lowest < later.lowest ? earlier.lowest : later.lowest; }
  };

  explicit CloseTable(std::span<const double> close);

  // A larger k^m would take more digits from the differences of prefix sums, which may have grown
  // where closes were low, than can be spared: 4^7 is four.
  double most_k() const { return 4 * lowest_; }
  // The returns at bars up to this one.
  const Prefix& prefix(int bar) const { return prefixes_[static_cast<std::size_t>(bar)]; }
  // Of bars from to last, both included; from <= last.
  Parts parts(int from, int last) const;

  // Of a position worth b + u * close, with u > 0 and k = b / u.
  //
  // Beside cash, a fall from p to t is (1 - t / p) * p / (k + p) of what the position was worth. So
  // of all pairs of closes in a range none falls further than (1 - trough / peak) * p / (k + p),
  // with p the close where that is largest. False if that leaves no less than `least`.
  static bool may_fall_further(const Range& range, double k, double least) {
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
  double lowest_ = 0;  // of all closes
  std::vector<Prefix> prefixes_;
  // [level * size + bar]: from there to the middle of its 2^(level + 1) bars.
  std::vector<Range> levels_;
};

inline CloseTable::Parts CloseTable::parts(int from, int last) const {
  const int level = 31 - __builtin_clz(static_cast<unsigned>(from ^ last) | 1);
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
