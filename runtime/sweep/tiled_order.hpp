// TiledOrder: the order in which a sweep visits a grid, so that cells which follow each other share
// their indicators.
#pragma once

#include "runtime/sweep/param_axis.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace stratgen {

// Tile by tile, and row by row within a tile; tiles at the upper ends of the axes are smaller. A
// plain row of a 1000 x 1000 grid visits 1,001 columns of indicators before it comes back to the
// first, a tile of 16 x 16 visits 32 of them 256 times.
class TiledOrder {
 public:
  // Tiles have about `tile_cells` cells and edges as equal as the axes allow.
  explicit TiledOrder(std::span<const ParamAxis> axes, std::uint64_t tile_cells = 256);

  // Each is the other's inverse.
  std::uint64_t cell(std::uint64_t position) const;
  std::uint64_t position(std::uint64_t cell) const;
  // Appends the cells of positions [begin, end).
  void append_cells(std::uint64_t begin, std::uint64_t end, std::vector<std::uint64_t>& out) const;

 private:
  struct Axis {
    std::uint64_t count, edge;
    std::uint64_t below;  // cells of all later axes together
  };
  std::vector<Axis> axes_;
};

}  // namespace stratgen
