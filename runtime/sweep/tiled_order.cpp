#include "runtime/sweep/tiled_order.hpp"

#include <algorithm>

namespace stratgen {

TiledOrder::TiledOrder(std::span<const ParamAxis> axes, std::uint64_t tile_cells) {
  for (const ParamAxis& axis : axes) axes_.push_back({axis.count, 1, 1});
  for (std::size_t k = axes_.size(); k-- > 1;) axes_[k - 1].below = axes_[k].below * axes_[k].count;
  // Doubles the shortest edge that has room.
  for (std::uint64_t cells = 1; cells < tile_cells; cells *= 2) {
    Axis* shortest = nullptr;
    for (Axis& axis : axes_) {
      if (axis.edge < axis.count && (shortest == nullptr || axis.edge < shortest->edge))
        shortest = &axis;
    }
    if (shortest == nullptr) break;
    shortest->edge *= 2;
  }
}

// Along the first axis the grid falls into slabs as thick as a tile, a slab along the second into
// bars, and so on; within each part positions are consecutive. So a position is the sizes of the
// parts before it, and then its place in its tile.
std::uint64_t TiledOrder::cell(std::uint64_t position) const {
  std::uint64_t cell = 0;
  std::uint64_t across = 1;  // cells of the part across the axes so far
  for (const Axis& axis : axes_) {
    const std::uint64_t part = across * axis.edge * axis.below;
    const std::uint64_t tile = position / part;
    position -= tile * part;
    cell += tile * axis.edge * axis.below;
    across *= std::min(axis.edge, axis.count - tile * axis.edge);
  }
  // The tile's sizes again, from its first cell; the last axis is the lowest digit.
  std::uint64_t inside = 0;
  for (std::size_t k = axes_.size(); k-- > 0;) {
    const Axis& axis = axes_[k];
    const std::uint64_t begin = cell / axis.below % axis.count;
    const std::uint64_t size = std::min(axis.edge, axis.count - begin);
    inside += position % size * axis.below;
    position /= size;
  }
  return cell + inside;
}

std::uint64_t TiledOrder::position(std::uint64_t cell) const {
  std::uint64_t position = 0, inside = 0, across = 1;
  for (const Axis& axis : axes_) {
    const std::uint64_t digit = cell / axis.below % axis.count;
    const std::uint64_t tile = digit / axis.edge;
    const std::uint64_t size = std::min(axis.edge, axis.count - tile * axis.edge);
    position += tile * axis.edge * across * axis.below;
    inside = inside * size + digit % axis.edge;
    across *= size;
  }
  return position + inside;
}

void TiledOrder::append_cells(std::uint64_t begin, std::uint64_t end,
                              std::vector<std::uint64_t>& out) const {
  const Axis last = axes_.empty() ? Axis{1, 1, 1} : axes_.back();
  while (begin < end) {  // the cells of a tile's row have consecutive numbers
    const std::uint64_t first = cell(begin), digit = first % last.count;
    const std::uint64_t row = std::min(last.edge - digit % last.edge, last.count - digit);
    const std::uint64_t length = std::min(row, end - begin);
    for (std::uint64_t i = 0; i < length; ++i) out.push_back(first + i);
    begin += length;
  }
}

}  // namespace stratgen
