// Every strategy whose run of backtesting.py was recorded, in C++: the same actions, trades, equity
// and statistics. The four random scripts (22 to 25) are replayed only.
#include "runtime/engine/backtest.hpp"
#include "tests/runtime/engine/action_log.hpp"
#include "tests/runtime/engine/reference_case.hpp"
#include "tests/runtime/engine/reference_strategies.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdio>

namespace {

using namespace stratgen;

std::vector<ParamSetting> settings_of(const reference::Case& run) {
  std::vector<ParamSetting> settings;
  for (const auto& [name, value] : run.file["params"].items())
    settings.emplace_back(name, value.dump());
  return settings;
}

// The recorded indicators as the closes of assets named after them, for the strategy that cannot do
// without.
AssetSource recorded_indicators(const reference::Case& run) {
  return [&run](const std::string& name, const std::string&) -> Result<AssetBars> {
    Bars bars = run.bars;
    const auto& values = run.file["indicators"][name];
    for (std::size_t i = 0; i < bars.size(); ++i) {
      bars.close.set(i, values[i].is_null() ? std::nan("") : values[i].get<double>());
    }
    return bars;
  };
}

Result<Report> run_strategy(const reference::Case& run, reference::Entry entry,
                            std::vector<replay::Action>& actions) {
  const DataSet data(run.bars, recorded_indicators(run));
  const Program program{run.name, entry};
  STRATGEN_TRY(const auto declared, declared_params(program, data));
  STRATGEN_TRY(const auto values, resolve_params(run.name, declared, settings_of(run)));
  action_log::target = &actions;
  auto report = run_backtest(program, data, declared, values, run.options);
  action_log::target = nullptr;
  return report;
}

TEST_CASE("a strategy written from the pseudo-code does what it did under backtesting.py") {
  const std::filesystem::path dir = REFERENCE_DIR;
  std::printf("%-36s %7s %7s %7s  %s\n", "case", "bars", "actions", "trades", "equal");
  int compared = 0;
  for (const auto& file : reference::case_files(dir)) {
    const reference::Case expected = reference::read_case(file, dir);
    const reference::Entry entry =
        reference::strategy_of_case(std::stoi(expected.name.substr(1, 2)));
    if (!entry) {
      std::printf("%-36s %7zu %7zu %7s  replay only\n", expected.name.c_str(), expected.bars.size(),
                  expected.actions.size(), "");
      continue;
    }
    CAPTURE(expected.name);
    std::vector<replay::Action> actions;
    const auto report = run_strategy(expected, entry, actions);
    if (!report) FAIL(report.error().message);
    auto found = reference::differences(expected, *report);
    for (auto& difference : reference::differences(expected.actions, actions))
      found.push_back(difference);
    std::printf("%-36s %7zu %7zu %7zu  %s\n", expected.name.c_str(), expected.bars.size(),
                actions.size(), report->trades.size(), found.empty() ? "yes" : "NO");
    if (!found.empty()) FAIL_CHECK(found.size() << " differences, the first: " << found.front());
    ++compared;
  }
  CHECK(compared == 25);
}

}  // namespace
