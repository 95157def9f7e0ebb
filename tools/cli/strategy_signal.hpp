// What one optimised strategy wants now: its program, run with the chosen parameters over all bars
// to the newest finished one.
#pragma once

#include "compiler/load/loader.hpp"
#include "runtime/engine/run.hpp"
#include "runtime/engine/strategy_state.hpp"
#include "runtime/market/freshness.hpp"
#include "runtime/store/optimize_result.hpp"
#include "runtime/trade/equity_returns.hpp"
#include "tools/cli/bar_source.hpp"
#include "tools/cli/period.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace stratgen {

struct SignalSettings {
  RunOptions run;
  Period period;                    // bars before it warm indicators up
  std::optional<std::int64_t> now;  // seconds since 1970, UTC; none: the end of each market's bars
  int max_age = 0;                  // sessions that bars may lack
  bool why = false;                 // tell the values of its series too
};

struct SignalPipeline {
  std::filesystem::path artifacts;  // where discover left the sources
  Loader& loader;
  const BarSource& bars;
  SignalSettings settings;
};

// Bars that lack sessions that have ended.
struct StaleBars {
  std::string symbol;
  Freshness freshness;
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
  Market market = Market::Unknown;
  Freshness freshness;         // of the traded market
  Clock clock = Clock::Dates;  // of its bars
  std::optional<StrategyState> state;
  std::vector<SeriesValue> why;  // its members at the last bar
  EquityCurve curve;             // of the traded bars

  std::optional<Error> failure;    // then there is no state
  std::optional<StaleBars> stale;  // if that is the reason
};

std::string day_text(std::chrono::sys_days day);  // "2025-06-30"

// Whatever goes wrong is the failure of this strategy.
StrategySignal signal_of(const OptimizeResult& result, const SignalPipeline& pipeline);

}  // namespace stratgen
