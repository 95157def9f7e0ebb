#include "runtime/market/local_median.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stratgen {
namespace {

constexpr double least_share_of_all = 0.3;
constexpr double least = 1e-5;

// `room` is kept from call to call for its memory.
double median_in(std::span<const double> values, std::vector<double>& room) {
  room.clear();
  for (const double value : values) {
    if (std::isfinite(value)) room.push_back(value);
  }
  if (room.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto middle = room.begin() + static_cast<std::ptrdiff_t>(room.size() / 2);
  std::nth_element(room.begin(), middle, room.end());
  return *middle;
}

}  // namespace

LocalMedian::LocalMedian(std::span<const double> values) {
  std::vector<double> room;
  for (std::size_t start = 0; start < values.size(); start += block_rows) {
    const std::size_t from = start < block_rows ? 0 : start - block_rows;
    const std::size_t count = std::min(start + 2 * block_rows, values.size()) - from;
    of_block_.push_back(median_in(values.subspan(from, count), room));
  }
  const double floor = std::fmax(least, least_share_of_all * median_in(of_block_, room));
  for (double& median : of_block_) median = std::fmax(floor, median);
}

double median_of(std::span<const double> values) {
  std::vector<double> room;
  return median_in(values, room);
}

}  // namespace stratgen
