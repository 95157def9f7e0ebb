// A Report as the JSON that `backtest --json` prints; its keys are backtesting.py's names.
#pragma once

#include "runtime/engine/report.hpp"
#include "runtime/market/bars.hpp"

#include <nlohmann/json.hpp>

namespace stratgen {

// `bars` are those the report covers.
nlohmann::ordered_json report_json(const Report& report, const Bars& bars, bool with_equity);

}  // namespace stratgen
