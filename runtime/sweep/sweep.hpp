// Sweep: runs the cells of a ParamSpace on all cores, in blocks that keep their indicators hot.
#pragma once

#include "runtime/engine/cell.hpp"
#include "runtime/sweep/metric.hpp"
#include "runtime/sweep/param_space.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace stratgen {

// Which cells of a space, and in which blocks. The same cells, in the same blocks, whatever the
// number of threads.
struct SweepPlan {
  std::optional<std::uint64_t> max_tries;  // so many admitted cells, drawn without replacement
  std::uint64_t seed = 0;                  // of the draw
  std::uint32_t shard = 1, shards = 1;     // this part of the blocks: 1 of 1 is all
};

struct SweepOptions {
  RunOptions run;
  int jobs = 1;
  std::uint32_t block_cells = 4096;
  std::size_t indicator_bytes = std::size_t{1} << 30;
};

struct CellResult {
  std::uint64_t cell = 0;
  Cell result;
};

// Results of one block, by cell. Blocks are numbered from 0 over the whole plan, all shards
// together.
struct BlockResult {
  std::uint64_t block = 0;
  std::uint64_t excluded = 0;  // cells that the constraint did not admit
  std::span<const CellResult> cells;
};

// Called for one block at a time, from any thread, in any order. An Error ends the sweep.
using BlockSink = std::function<Result<void>(const BlockResult&)>;

// Runs all blocks that `done(block)` does not name. Stops between blocks when `interrupted` is set;
// the return value says whether it went through.
Result<bool> run_sweep(const Program& program, const DataSet& data, const ParamSpace& space,
                       const SweepPlan& plan, const SweepOptions& options,
                       const std::function<bool(std::uint64_t block)>& done, const BlockSink& sink,
                       const std::atomic<bool>& interrupted);

// How many blocks the plan has, over all shards.
std::uint64_t block_count(const ParamSpace& space, const SweepPlan& plan,
                          const SweepOptions& options);

// What is kept in memory of a sweep: counts, the best cells, and what deflation needs. The same
// whatever the order in which blocks were added; summaries of shards can be added to each other.
class SweepSummary {
 public:
  SweepSummary(const Metric& metric, std::size_t top);

  void add(const BlockResult& block);
  void add(const SweepSummary& other);

  std::uint64_t evaluated() const;  // Completed
  std::uint64_t rejected() const;
  std::uint64_t failed() const;  // every other ending
  std::uint64_t excluded() const;
  std::uint64_t ended(Ending ending) const;
  std::optional<std::uint64_t> example_of(Ending ending) const;  // the lowest such cell
  std::span<const CellResult> top() const;                       // best first
  // Of the Sharpe ratios of completed cells; exact sums, so that order does not matter.
  double sharpe_mean() const;
  double sharpe_variance() const;

 private:
  Metric metric_;
  std::size_t most_;
  std::vector<CellResult> top_;
};

}  // namespace stratgen
