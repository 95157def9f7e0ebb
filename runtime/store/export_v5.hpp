// The first stratgen's results_v5.json, key for key.
#pragma once

#include "runtime/store/optimize_result.hpp"

#include <span>
#include <string>

namespace stratgen {

// A JSON array with an object per result, in the order given. A statistic that is not finite is
// null, and so is an improvement that is undefined. A bool parameter is 0 or 1.
std::string export_v5(std::span<const OptimizeResult> results);

}  // namespace stratgen
