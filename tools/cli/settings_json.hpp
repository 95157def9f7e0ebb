// PipelineSettings as JSON, so that a run can be made again with the settings it had.
#pragma once

#include "tools/cli/pipeline_flags.hpp"

#include <nlohmann/json.hpp>

namespace stratgen {

nlohmann::ordered_json settings_json(const PipelineSettings& settings);

// Held against the limits that the flags have; whatever else it holds is an Error (Fault::Data).
Result<PipelineSettings> settings_from(const nlohmann::ordered_json& json);

}  // namespace stratgen
