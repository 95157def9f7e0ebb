// One recorded run of backtesting.py: its bars, settings, actions and results.
#pragma once

#include "runtime/engine/report.hpp"
#include "runtime/engine/run.hpp"
#include "runtime/market/bars.hpp"
#include "tests/runtime/engine/replay_script.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace reference {

struct Case {
  std::string name;
  nlohmann::json file;
  stratgen::Bars bars;
  stratgen::RunOptions options;
  std::vector<replay::Action> actions;
  int warmup = 0;
};

Case read_case(const std::filesystem::path& file, const std::filesystem::path& reference_dir);
std::vector<std::filesystem::path> case_files(const std::filesystem::path& reference_dir);

// Where a report differs from the recorded result, one line each: trades in order and content,
// equity, statistics, open trades, pending orders, cash, warnings. Relative tolerance 1e-9.
std::vector<std::string> differences(const Case& expected, const stratgen::Report& report);
// The same for what the strategy did.
std::vector<std::string> differences(const std::vector<replay::Action>& expected,
                                     const std::vector<replay::Action>& got);

}  // namespace reference
