#include "runtime/sweep/sampling.hpp"

#include "runtime/sweep/mix.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace stratgen {

Permutation::Permutation(std::uint64_t size, std::uint64_t seed)
    : size_(size), left_(1), right_(1), keys_{} {
  // The integer square root, rounded up; the last bits of sqrt() are not to be relied on.
  left_ = static_cast<std::uint64_t>(std::sqrt(static_cast<double>(size)));
  while (left_ * left_ < size) ++left_;
  while (left_ > 1 && (left_ - 1) * (left_ - 1) >= size) --left_;
  right_ = (size + left_ - 1) / left_;
  for (std::uint64_t& key : keys_) key = mix(seed += 0x9e3779b97f4a7c15);
}

std::uint64_t Permutation::operator()(std::uint64_t i) const {
  do {
    std::uint64_t left = i / right_, right = i % right_;
    for (std::size_t round = 0; round < keys_.size(); round += 2) {
      left = (left + mix(right ^ keys_[round]) % left_) % left_;
      right = (right + mix(left ^ keys_[round + 1]) % right_) % right_;
    }
    i = left * right_ + right;
  } while (i >= size_);
  return i;
}

Result<std::optional<std::vector<std::uint64_t>>> draw_cells(const ParamSpace& space,
                                                             std::uint64_t count,
                                                             std::uint64_t seed,
                                                             const std::atomic<bool>& interrupted) {
  if (count >= space.size()) return std::nullopt;
  if (count > most_drawn) {
    return fail(Fault::Usage, fmt::format("--max-tries {}: at most {} cells are drawn; take fewer, "
                                          "or wider steps and the whole grid",
                                          count, most_drawn));
  }
  const Permutation order(space.size(), seed);
  std::vector<double> values(space.declared().size());
  std::vector<std::uint64_t> cells;
  std::uint64_t misses = 0;
  // One more than wanted, to know that there are more.
  for (std::uint64_t i = 0; i < space.size(); ++i) {
    if (i % 4096 == 0 && interrupted.load(std::memory_order_relaxed))
      return fail(Fault::Interrupted, "interrupted while drawing cells");
    const std::uint64_t cell = order(i);
    if (space.constrained()) {
      space.values(cell, values);
      if (!space.admits(values)) {
        if (++misses < most_misses) continue;
        return fail(Fault::Usage,
                    fmt::format("of {} cells to draw the constraints admit {}, and then none of {} "
                                "in a row; take narrower ranges, or another constraint",
                                count, cells.size(), most_misses));
      }
      misses = 0;
    }
    if (cells.size() == count) return cells;
    cells.push_back(cell);
  }
  return std::nullopt;
}

}  // namespace stratgen
