// ParamAxis: the values that a sweep gives one parameter, read from what a user wrote.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/engine/param.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

// A range holds whole numbers over a power of ten, so that every value is the double nearest to its
// decimal text: 0.1:0.5:0.1 has 0.3 in it, where 0.1 + 2 * 0.1 would be 0.30000000000000004.
struct ParamAxis {
  std::size_t param = 0;  // its place among the declarations
  std::uint64_t count = 0;
  std::int64_t first = 0, step = 0;  // over `scale`
  double scale = 1;
  std::vector<double> list;  // where there is one, in the order given, instead of the range

  double value(std::uint64_t i) const {
    if (!list.empty()) return list[static_cast<std::size_t>(i)];
    return static_cast<double>(first + static_cast<std::int64_t>(i) * step) / scale;
  }
};

// "name=min:max:step", "name=a,b,c" or "name=value". min and every step up to max belong to a
// range; all values have the declared type and lie in the declared range. What does not is an Error
// with Fault::Usage.
Result<ParamAxis> parse_axis(const std::string& strategy,
                             std::span<const ParamDeclaration> declared, std::string_view text);

// The {min, max, step} that a parameter declares.
Result<ParamAxis> declared_axis(const std::string& strategy,
                                std::span<const ParamDeclaration> declared, std::size_t param);

}  // namespace stratgen
