// What searches see of a ParamSpace: the axes with a choice, and cells as an index on each of them.
#pragma once

#include "runtime/sweep/param_space.hpp"

#include <cstdint>
#include <vector>

namespace stratgen {

struct SearchAxis {
  std::uint64_t count = 0;   // at least 2
  std::uint64_t stride = 1;  // of cell numbers
  bool ordered = true;       // neighbours are alike: not so for a bool, or a list in no order

  std::uint64_t index(std::uint64_t cell) const { return cell / stride % count; }
  // The index whose share of [0, 1) `position` lies in; beyond the ends, the end.
  std::uint64_t index_at(double position) const;
  // The middle of that share.
  double position(std::uint64_t index) const {
    return (static_cast<double>(index) + 0.5) / static_cast<double>(count);
  }
};

std::vector<SearchAxis> search_axes(const ParamSpace& space);

}  // namespace stratgen
