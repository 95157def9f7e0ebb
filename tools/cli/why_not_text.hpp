// What stood between a strategy and its orders, as people read it.
#pragma once

#include "tools/cli/console.hpp"
#include "tools/cli/why_not.hpp"

#include <string>
#include <vector>

namespace stratgen {

// The ways that were not taken. Places that the same findings kept it from stand together.
std::string ways_text(const Console& console, const InstrumentedSource& source,
                      const std::vector<WayThere>& ways);

}  // namespace stratgen
