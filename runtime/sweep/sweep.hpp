// Sweep: runs cells of a ParamSpace on all cores.
#pragma once

#include "runtime/engine/cell.hpp"
#include "runtime/sweep/sweep_blocks.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>

namespace stratgen {

struct SweepOptions {
  RunOptions run = {};
  int jobs = 1;
  std::size_t indicator_bytes = std::size_t{1} << 30;
};

struct CellResult {
  std::uint64_t cell = 0;
  Cell result;
};

// Results of one block, in the block's order. Blocks are numbered from 0 over the whole plan, all
// shards together.
struct BlockResult {
  std::uint64_t block = 0;
  std::uint64_t excluded = 0;  // cells that the constraints did not admit
  std::span<const CellResult> cells;
};

// Called for one block at a time, from any thread, in any order. An Error ends the sweep.
using BlockSink = std::function<Result<void>(const BlockResult&)>;

// What others may watch and set while a sweep runs.
struct SweepProgress {
  std::atomic<bool> interrupted = false;      // set it, and the sweep ends after the cells in work
  std::atomic<std::uint64_t> cells_done = 0;  // excluded ones too, but none of skipped blocks
};

// Runs all blocks of the shard but those that `skip(block)` names, which is called from many
// threads. Whether it went through: false after an interruption, which loses the blocks in work.
// The same results for any number of jobs; a cell that fails is a result like others.
Result<bool> run_sweep(const Program& program, const DataSet& data, const SweepBlocks& blocks,
                       const SweepOptions& options,
                       const std::function<bool(std::uint64_t block)>& skip, const BlockSink& sink,
                       SweepProgress& progress);

// Runs single cells, a batch at a time; the threads' memory is kept from batch to batch.
class CellRunner {
 public:
  // All of these outlive the runner.
  CellRunner(const Program& program, const DataSet& data, const ParamSpace& space,
             const SweepOptions& options);
  CellRunner(const CellRunner&) = delete;
  CellRunner& operator=(const CellRunner&) = delete;
  ~CellRunner();

  // results[i] is of cells[i]; whether the constraints admit it is not asked.
  Result<void> run(std::span<const std::uint64_t> cells, std::span<CellResult> results);

 private:
  struct Threads;
  const Program& program_;
  const DataSet& data_;
  const ParamSpace& space_;
  SweepOptions options_;
  std::unique_ptr<Threads> threads_;
};

}  // namespace stratgen
