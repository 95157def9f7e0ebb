// What one optimised strategy wants now: its program, run with the chosen parameters over all bars
// to the newest finished one.
#pragma once

#include "compiler/load/loader.hpp"
#include "runtime/engine/run.hpp"
#include "runtime/engine/strategy_state.hpp"
#include "runtime/store/optimize_result.hpp"
#include "runtime/trade/equity_returns.hpp"
#include "tools/cli/finished_bars.hpp"
#include "tools/cli/period.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace stratgen {

struct SignalSettings {
  RunOptions run;
  Period period;  // bars before it warm indicators up
  FinishedWhen when;
  bool why = false;  // tell the values of its series too
};

struct SignalPipeline {
  std::filesystem::path artifacts;  // where discover left the sources
  Loader& loader;
  const BarSource& bars;
  SignalSettings settings;
};

struct SeriesValue {
  std::string name;
  double value = 0;
  std::string text;  // as people read it
};

struct StrategySignal {
  OptimizeResult result;
  std::string note;  // set when its bars stand in for what it was written for
  std::vector<ParamDeclaration> declared;
  std::vector<double> values;  // of the parameters
  BarKind market;              // the traded one
  Freshness freshness;         // of its bars
  Clock clock = Clock::Dates;  // the same
  std::vector<UsedBars> bars;  // all that were loaded, the traded ones first
  double mean_volume = 0;      // of the last 20; 0: not known
  std::optional<StrategyState> state;
  std::vector<SeriesValue> why;  // its members at the last bar
  EquityCurve curve;             // of the traded bars

  std::optional<Error> failure;    // then there is no state
  std::optional<StaleBars> stale;  // if that is the reason
};

// Whatever goes wrong is the failure of this strategy.
StrategySignal signal_of(const OptimizeResult& result, const SignalPipeline& pipeline);

}  // namespace stratgen
