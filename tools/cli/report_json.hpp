// A Report as the JSON that `backtest --json` prints; its keys are backtesting.py's names.
#pragma once

#include "runtime/engine/report.hpp"
#include "runtime/market/bars.hpp"

#include <nlohmann/json.hpp>

#include <span>

namespace stratgen {

// `bars` are those the report covers.
nlohmann::ordered_json report_json(const Report& report, const Bars& bars, bool with_equity);

// By backtesting.py's names.
nlohmann::ordered_json stats_json(const Statistics& statistics);

// Values by name, each of its own type.
nlohmann::ordered_json params_json(std::span<const ParamDeclaration> declared,
                                   std::span<const double> values);

}  // namespace stratgen
