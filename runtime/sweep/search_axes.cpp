#include "runtime/sweep/search_axes.hpp"

#include <algorithm>
#include <functional>

namespace stratgen {
namespace {

bool is_ordered(const ParamAxis& axis, const ParamDeclaration& declaration) {
  if (declaration.kind == abi::ParamKind::Bool) return false;
  return std::ranges::is_sorted(axis.list) || std::ranges::is_sorted(axis.list, std::greater());
}

}  // namespace

std::uint64_t SearchAxis::index_at(double position) const {
  const double index = position * static_cast<double>(count);
  if (!(index > 0)) return 0;
  if (index >= static_cast<double>(count)) return count - 1;
  return std::min(static_cast<std::uint64_t>(index), count - 1);
}

std::vector<SearchAxis> search_axes(const ParamSpace& space) {
  std::vector<SearchAxis> axes;
  std::uint64_t stride = space.size();
  for (const ParamAxis& axis : space.axes()) {
    stride /= axis.count;
    if (axis.count < 2) continue;
    axes.push_back({axis.count, stride, is_ordered(axis, space.declared()[axis.param])});
  }
  return axes;
}

}  // namespace stratgen
