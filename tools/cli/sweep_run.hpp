// Runs the parts of a sweep and counts up what comes out.
#pragma once

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
  double seconds = 0;  // of all runs that it took
};

// Empty, or what the file knows of an earlier run.
Result<SweepTally> begin_tally(const SweepInput& input, const SweepSettings& settings,
                               bool with_heatmap, const SweepStore* store);

// Runs what `store`, if there is one, does not know to be done. False after an interruption: then
// all but the blocks that were in work is counted, and stored.
Result<bool> run_parts(const SweepInput& input, const SweepSettings& settings, Console& console,
                       const std::atomic<bool>& interrupted, SweepTally& tally, SweepStore* store);

// Of this shard.
std::uint64_t cells_of_shard(const SweepInput& input);
std::uint64_t cells_done(const SweepInput& input, const SweepStore& store);

}  // namespace stratgen
