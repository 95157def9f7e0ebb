// The actions of every recorded run of backtesting.py, replayed: the same trades, equity and
// account.
#include "runtime/engine/backtest.hpp"
#include "tests/runtime/engine/reference_case.hpp"

#include <doctest/doctest.h>

#include <cstdio>

TEST_CASE("replaying backtesting.py's actions gives backtesting.py's trades and equity") {
  const std::filesystem::path dir = REFERENCE_DIR;
  std::printf("%-36s %7s %7s %7s\n", "case", "actions", "trades", "bars");
  for (const auto& file : reference::case_files(dir)) {
    const reference::Case expected = reference::read_case(file, dir);
    CAPTURE(expected.name);
    const replay::Script script{expected.actions.data(), static_cast<int>(expected.actions.size()),
                                expected.warmup};
    replay::script = &script;
    const stratgen::DataSet data(expected.bars);
    const stratgen::Program program{"Replay", replay_strategy};
    const auto report = stratgen::run_backtest(program, data, {}, {}, expected.options);
    if (!report) FAIL(report.error().message);
    for (const std::string& difference : reference::differences(expected, *report))
      FAIL_CHECK(difference);
    std::printf("%-36s %7zu %7zu %7zu\n", expected.name.c_str(), expected.actions.size(),
                report->trades.size(), report->equity.size());
  }
}
