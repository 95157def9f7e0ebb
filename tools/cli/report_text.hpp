// A Report for people: parameters, statistics in backtesting.py's order, what the engine warned of.
#pragma once

#include "runtime/engine/report.hpp"
#include "runtime/market/bars.hpp"
#include "tools/cli/console.hpp"

#include <string>

namespace stratgen {

std::string report_text(const Console& console, const Report& report, const Bars& bars);

// "1 day 04:00:00" of a duration in seconds; a plain number where the bars have no dates.
std::string duration_text(double seconds, Clock clock);

}  // namespace stratgen
