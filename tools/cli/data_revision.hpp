// A revision of bars, for people and for scripts.
#pragma once

#include "runtime/market/bar_store.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace stratgen {

nlohmann::ordered_json revision_json(const BarRevision& revision);

// "1 severe, 2 warnings"; "none".
std::string defects_text(const DefectCounts& defects);

}  // namespace stratgen
