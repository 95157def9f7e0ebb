#include "tests/runtime/engine/scripted_run.hpp"

#include <doctest/doctest.h>

#include <utility>

namespace scripted_run {

using namespace stratgen;
using replay::Action;
using replay::Op;

namespace {

Action entry_action(int bar, Op op, const Entry& entry) {
  Action made;
  made.bar = bar;
  made.op = op;
  made.has_size = entry.size != 0;
  made.size = entry.size;
  made.limit = entry.limit;
  made.stop = entry.stop;
  made.sl = entry.sl;
  made.tp = entry.tp;
  made.good_for = entry.good_for;
  made.intraday = entry.intraday;
  return made;
}

Result<Report> result_of(const Bars& bars, const Actions& actions, const RunOptions& options,
                         replay::Watcher* watcher, bool step_every_bar) {
  const replay::Script script{actions.data(), static_cast<int>(actions.size()), 0, step_every_bar,
                              watcher};
  replay::script = &script;
  const DataSet data(bars);
  return run_backtest({"Replay", replay_strategy}, data, {}, {}, options);
}

}  // namespace

Action buy(int bar, const Entry& entry) { return entry_action(bar, Op::Buy, entry); }
Action sell(int bar, const Entry& entry) { return entry_action(bar, Op::Sell, entry); }

Action close_position(int bar, double portion) {
  Action made;
  made.bar = bar;
  made.op = Op::ClosePosition;
  made.portion = portion;
  return made;
}

Report run(const Bars& bars, const Actions& actions, const RunOptions& options,
           replay::Watcher* watcher, bool step_every_bar) {
  Result<Report> report = result_of(bars, actions, options, watcher, step_every_bar);
  if (!report) FAIL(report.error().message);
  return std::move(*report);
}

std::string error_of(const Bars& bars, const Actions& actions, const RunOptions& options) {
  const Result<Report> report = result_of(bars, actions, options, nullptr, false);
  REQUIRE(!report);
  return report.error().message;
}

BothModels run_both(const Bars& bars, const Actions& actions, RunOptions options) {
  options.broker.fills = FillModel::BacktestingPy;
  Report backtesting_py = run(bars, actions, options);
  options.broker.fills = FillModel::Strict;
  return {std::move(backtesting_py), run(bars, actions, options)};
}

}  // namespace scripted_run
