#include "runtime/engine/close_table.hpp"

#include <algorithm>

namespace stratgen {
namespace {

// Wider than what is stored, so that a difference of two prefixes is as exact as they are.
struct Sums {
  long double returns[CloseTable::terms] = {}, squares[CloseTable::terms] = {},
              loss_squares[CloseTable::terms] = {};
};

void add(Sums& sums, double before, double now) {
  const long double change = static_cast<long double>(now) - before;
  long double returns = change / before;
  long double squares = returns * returns;
  for (int m = 0; m < CloseTable::terms; ++m) {
    sums.returns[m] += returns;
    sums.squares[m] += squares;
    if (change < 0) sums.loss_squares[m] += squares;
    returns /= before;
    squares /= before;
  }
}

CloseTable::Prefix rounded(const Sums& sums) {
  CloseTable::Prefix prefix;
  for (int m = 0; m < CloseTable::terms; ++m) {
    prefix.returns[m] = static_cast<double>(sums.returns[m]);
    prefix.squares[m] = static_cast<double>(sums.squares[m]);
    prefix.loss_squares[m] = static_cast<double>(sums.loss_squares[m]);
  }
  return prefix;
}

}  // namespace

CloseTable::Range CloseTable::joined(const Range& a, const Range& b) {
  Range both{std::max(a.highest, b.highest), std::min(a.lowest, b.lowest), a.highest, b.lowest};
  for (const Range* const part : {&a, &b})
    if (part->trough * both.peak < both.trough * part->peak)
      both.peak = part->peak, both.trough = part->trough;
  return both;
}

CloseTable::CloseTable(std::span<const double> close)
    : size_(close.size()), lowest_(close.empty() ? 0 : std::ranges::min(close)) {
  Sums sums;
  for (std::size_t i = 0; i < size_; ++i) {
    if (i > 0) add(sums, close[i - 1], close[i]);
    prefixes_.push_back(rounded(sums));
  }
  const auto single = [&](std::size_t i) { return Range{close[i], close[i], close[i], close[i]}; };
  for (std::size_t half = 1; half == 1 || half < size_; half *= 2) {
    for (std::size_t i = 0; i < size_; ++i) levels_.push_back(single(i));
    Range* const row = levels_.data() + levels_.size() - size_;
    for (std::size_t middle = half; middle < size_; middle += 2 * half) {
      for (std::size_t i = middle - 1; i-- > middle - half;) row[i] = joined(single(i), row[i + 1]);
      for (std::size_t i = middle + 1; i < std::min(middle + half, size_); ++i)
        row[i] = joined(row[i - 1], single(i));
    }
  }
}

}  // namespace stratgen
