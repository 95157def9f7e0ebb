// The flags of `stratgen sweep`, as written and as checked.
#pragma once

#include "runtime/sweep/metric.hpp"
#include "runtime/sweep/search.hpp"
#include "runtime/sweep/sweep_blocks.hpp"
#include "runtime/sweep/sweep_store.hpp"
#include "tools/cli/run_input.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace stratgen {

struct SweepFlags {
  std::string strategy;    // a file or a name ...
  std::string strategies;  // ... or a pattern of names
  RunFlags run;            // --symbol and --timeframe may be lists: "A,B"
  std::vector<std::string> constraints;
  std::string maximize = "Sharpe Ratio";
  std::string method = "grid";
  std::string objectives;  // "A,B"; the first is what --maximize says otherwise
  std::string max_tries;
  std::uint64_t seed = 0;
  std::optional<int> jobs;
  std::string isa;
  std::uint32_t top = 20;
  std::string out;
  std::uint32_t keep = 0;
  std::string shard = "1/1";
  bool reset = false;
  bool failures = false;
  bool heatmap = false;
  bool in_process = false;
};

void add_sweep_flags(CLI::App& command, SweepFlags& flags);

// What --maximize or the first of --objectives says.
std::string ranked_by(const SweepFlags& flags);

// "Sharpe Ratio,-Max. Drawdown [%]"; none of an empty text.
Result<std::vector<Metric>> parse_objectives(const std::string& text);

// What they say, checked as far as that needs no strategy and no bars.
struct SweepSettings {
  Metric metric;
  int jobs = 1;
  Isa isa = best_isa();
  std::size_t top = 20, keep = 0;  // keep 0: all
  SweepPlan plan;
  std::optional<SearchOptions> search;  // none: the plan's cells
  std::vector<Metric> objectives;       // two or more where a Pareto front is wanted
  std::vector<std::string> symbols, timeframes;
  std::filesystem::path out;  // empty: nowhere
};
Result<SweepSettings> sweep_settings(const SweepFlags& flags);

// What of the flags decides the content of a file.
SweepIdentity identity_of(const SweepFlags& flags, const SweepSettings& settings);

// The engine's flags that are not at their defaults, as a command line has them: " --cash 5000".
std::string engine_flags_text(const EngineFlags& flags);

// "a,b" at the commas; an empty text is an empty list.
std::vector<std::string> comma_list(const std::string& text);

}  // namespace stratgen
