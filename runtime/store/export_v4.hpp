// The first stratgen's results_v4.json, key for key.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/store/discover_result.hpp"

#include <span>
#include <string>

namespace stratgen {

// A JSON array with an object per result, in the order given. A statistic that is not finite is
// null. A spec that is not of the first stratgen's layout is an Error (Fault::Data) that names
// document and key.
Result<std::string> export_v4(std::span<const DiscoverResult> results);

}  // namespace stratgen
