// Runs the parts of a sweep and counts up what comes out.
#pragma once

#include "runtime/sweep/pareto.hpp"
#include "runtime/sweep/sweep_store.hpp"
#include "runtime/sweep/sweep_summary.hpp"
#include "tools/cli/console.hpp"
#include "tools/cli/sweep_heatmap.hpp"
#include "tools/cli/sweep_parts.hpp"

#include <atomic>
#include <cstddef>
#include <optional>

namespace stratgen {

// Cells are numbered over the whole sweep.
struct SweepTally {
  SweepSummary summary;
  std::optional<SweepHeatmap> heatmap;
  std::optional<ParetoFront> front;  // where there are several objectives
  double seconds = 0;                // of all runs that it took
};

// Empty, or what the file knows of an earlier run.
Result<SweepTally> begin_tally(const SweepInput& input, const SweepSettings& settings,
                               bool with_heatmap, const SweepStore* store);

// Runs what `store`, if there is one, does not know to be done. False after an interruption: then
// all but the blocks that were in work is counted, and stored.
Result<bool> run_parts(const SweepInput& input, const SweepSettings& settings, Console& console,
                       const std::atomic<bool>& interrupted, SweepTally& tally, SweepStore* store);

// Of this shard, those that searches leave out not counted.
std::uint64_t cells_of_shard(const SweepInput& input, const SweepSettings& settings);
std::uint64_t cells_done(const SweepSummary& summary);

}  // namespace stratgen
