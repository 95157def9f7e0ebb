// OptimizeResult: what became of one strategy whose parameters were chosen on the earlier part of
// the bars and judged on the later part, and everything that decided it.
#pragma once

#include "runtime/store/used_bars.hpp"
#include "runtime/verdict/verdict.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stratgen {

using NamedNumbers = std::vector<std::pair<std::string, double>>;
using NamedLists = std::vector<std::pair<std::string, std::vector<double>>>;

struct OptimizeResult {
  std::string document;  // path relative to knowledge/: "strategies/momentum/sma-crossover.md"
  std::string slug, category, name;
  // What discover found with the parameters as they were written. A bool is 0 or 1.
  Verdict v4_verdict = Verdict::Error;
  double v4_sharpe = std::numeric_limits<double>::quiet_NaN();
  NamedNumbers v4_params;
  NamedLists param_ranges;        // the values tried; parameters that were not varied are not here
  NamedNumbers optimized_params;  // every parameter; empty if none could be chosen
  // Every numeric statistic by backtesting.py's name; empty if that part was not run.
  NamedNumbers train_stats, test_stats;
  Verdict test_verdict = Verdict::Error;
  std::vector<std::string> test_reasons;
  std::optional<std::string> error;
  std::vector<std::string> adaptations;  // how this differs from what was asked for
  std::string symbol, timeframe;
  std::string train_from, train_to, test_from, test_to;  // ISO 8601, both inclusive
  std::int64_t evaluated = 0, rejected = 0, failed = 0;  // combinations on the train part
  std::string fingerprint;  // hash of everything that decides the result
  std::string ranges_completion_hash, source_hash, bars_hash, engine_version;
  std::vector<UsedBars> bars;  // the traded market first
  double seconds = 0;

  bool operator==(const OptimizeResult&) const = default;
};

// Test minus v4; NaN where one of them is undefined.
double sharpe_improvement(const OptimizeResult& result);

// NaN where there is none of that name.
double number_named(const NamedNumbers& numbers, std::string_view name);

}  // namespace stratgen
