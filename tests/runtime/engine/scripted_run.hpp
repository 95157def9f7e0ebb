// Runs a few actions on a few bars, through the strategy header and the whole engine. The first bar
// with a next() is bar 1, so the first fill is on bar 2.
#pragma once

#include "runtime/engine/backtest.hpp"
#include "tests/runtime/engine/replay_script.hpp"

#include <string>
#include <vector>

namespace scripted_run {

// 0 is none; a size of 0 is the default, all of the equity.
struct Entry {
  double size = 0, limit = 0, stop = 0, sl = 0, tp = 0;
  int good_for = 0;
  bool intraday = false;
};
replay::Action buy(int bar, const Entry& entry = {});
replay::Action sell(int bar, const Entry& entry = {});
replay::Action close_position(int bar, double portion = 1);

using Actions = std::vector<replay::Action>;  // in order of their bars

stratgen::Report run(const stratgen::Bars& bars, const Actions& actions,
                     const stratgen::RunOptions& options = {}, replay::Watcher* watcher = nullptr,
                     bool step_every_bar = false);
// Of a run that has to fail.
std::string error_of(const stratgen::Bars& bars, const Actions& actions,
                     const stratgen::RunOptions& options = {});

// The same run under both fill models.
struct BothModels {
  stratgen::Report backtesting_py, strict;
};
BothModels run_both(const stratgen::Bars& bars, const Actions& actions,
                    stratgen::RunOptions options = {});

}  // namespace scripted_run
