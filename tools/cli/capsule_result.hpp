// Results as they stand in a capsule: every number reads back as the same double.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/store/discover_result.hpp"
#include "runtime/store/optimize_result.hpp"

#include <nlohmann/json.hpp>

namespace stratgen {

nlohmann::ordered_json result_json(const DiscoverResult& result);
// An Error is Fault::Data.
Result<DiscoverResult> result_from(const nlohmann::ordered_json& json);

nlohmann::ordered_json result_json(const OptimizeResult& result);

}  // namespace stratgen
