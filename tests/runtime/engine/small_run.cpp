#include "tests/runtime/engine/small_run.hpp"

#include <doctest/doctest.h>

namespace {

thread_local std::vector<double> notes;

}  // namespace

void probe::note(double value) { notes.push_back(value); }

namespace small_run {

using namespace stratgen;

Bars bars(std::initializer_list<Bar> list) {
  Bars made;
  made.symbol = "TEST";
  for (const Bar& bar : list) {
    const auto i = static_cast<std::int64_t>(made.size());
    made.time.push_back(1704067200 + 86400 * i);
    made.open.push_back(bar.open);
    made.high.push_back(bar.high);
    made.low.push_back(bar.low);
    made.close.push_back(bar.close);
    made.volume.push_back(100 + static_cast<double>(i));
  }
  return made;
}

Bars flat_bars(std::initializer_list<double> closes) {
  Bars made = bars({});
  for (const double close : closes) {
    made.time.push_back(1704067200 + 86400 * static_cast<std::int64_t>(made.size()));
    for (auto* column : {&made.open, &made.high, &made.low, &made.close}) column->push_back(close);
    made.volume.push_back(99 + static_cast<double>(made.time.size()));
  }
  return made;
}

Outcome run(const probe::NamedStrategy* strategy, const Bars& table, const RunOptions& options,
            const AssetSource& source, const std::vector<ParamSetting>& settings) {
  REQUIRE(strategy != nullptr);
  notes.clear();
  const DataSet data(table, source);
  const Program program{strategy->name, strategy->entry};
  const auto report = [&]() -> Result<Report> {
    STRATGEN_TRY(const auto declared, declared_params(program, data));
    STRATGEN_TRY(const auto values, resolve_params(program.name, declared, settings));
    return run_backtest(program, data, declared, values, options);
  };
  return {report(), notes};
}

}  // namespace small_run
