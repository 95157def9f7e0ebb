// A sweep's report for people.
#pragma once

#include "tools/cli/console.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace stratgen {

// Of what sweep_report() made: the best cells, the counts, how much of the best is luck.
std::string sweep_text(const Console& console, const nlohmann::ordered_json& report);

// Why cells did not complete, with the example of each reason.
std::string failures_text(const Console& console, const nlohmann::ordered_json& report);

// "fast=10 slow=20".
std::string params_text(const nlohmann::ordered_json& params, const std::string& before = "");

}  // namespace stratgen
