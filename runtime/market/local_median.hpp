// The usual size of a quantity around each row.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace stratgen {

// The median over blocks of 21 rows and the block on either side: 63 rows, so that an event of a
// few rows does not move it, while the quiet and the wild years each have their own. Values that
// are not finite are left out. Never below 0.3 times the median of these medians, nor below 1e-5.
class LocalMedian {
 public:
  explicit LocalMedian(std::span<const double> values);

  double at(std::size_t row) const { return of_block_[row / block_rows]; }

 private:
  static constexpr std::size_t block_rows = 21;

  std::vector<double> of_block_;
};

// The middle value of the finite ones, the upper of two; NaN if there is none.
double median_of(std::span<const double> values);

}  // namespace stratgen
