#include "runtime/sweep/sweep.hpp"

#include "runtime/sweep/parallel.hpp"

#include <tbb/enumerable_thread_specific.h>

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace stratgen {
namespace {

// A thread's memory holds on to indicators that the cache has let go of. Half of the bytes are for
// the cache, the others for the threads.
std::size_t bytes_of_cache(const SweepOptions& options) { return options.indicator_bytes / 2; }
std::size_t bytes_of_memory(const SweepOptions& options) {
  return options.indicator_bytes / 2 / static_cast<std::size_t>(std::max(1, options.jobs));
}

// What one thread keeps from cell to cell.
struct Worker {
  // `values` are set.
  Cell run(Cells& block, const SweepOptions& options) {
    if (memory.indicators.bytes() > bytes_of_memory(options)) memory.indicators.clear();
    return block.run(values);
  }

  CellMemory memory;
  std::vector<double> values;
  std::vector<std::uint64_t> cells;
  std::vector<CellResult> results;
};

class Sweep {
 public:
  Sweep(const Program& program, const DataSet& data, const SweepBlocks& blocks,
        const SweepOptions& options, const BlockSink& sink, SweepProgress& progress)
      : program_(program),
        data_(data),
        blocks_(blocks),
        space_(blocks.space()),
        options_(options),
        sink_(sink),
        progress_(progress) {}

  void run(std::uint64_t block) {
    Worker& worker = workers_.local();
    worker.values.resize(space_.declared().size());
    worker.results.clear();
    blocks_.cells_of(block, worker.cells);
    Cells block_cells(program_, data_, options_.run, worker.memory);
    const bool check = space_.constrained() && !blocks_.drawn();
    std::uint64_t counted = 0;
    for (std::uint64_t i = 0; i < worker.cells.size(); ++i) {
      if (ends()) return;
      const std::uint64_t cell = worker.cells[i];
      space_.values(cell, worker.values);
      if (!check || space_.admits(worker.values)) {
        worker.results.push_back({cell, worker.run(block_cells, options_)});
      }
      if (i - counted == 31) count(counted, i + 1);
    }
    count(counted, worker.cells.size());
    deliver({block, worker.cells.size() - worker.results.size(), worker.results});
  }

  bool ends() const {
    return stopped_.load(std::memory_order_relaxed) ||
           progress_.interrupted.load(std::memory_order_relaxed);
  }
  std::optional<Error>& error() { return error_; }

 private:
  void count(std::uint64_t& counted, std::uint64_t done) {
    progress_.cells_done.fetch_add(done - counted, std::memory_order_relaxed);
    counted = done;
  }

  void deliver(const BlockResult& result) {
    const std::scoped_lock lock(sink_mutex_);
    if (stopped_) return;
    if (auto taken = sink_(result); !taken) {
      error_ = std::move(taken.error());
      stopped_ = true;
    }
  }

  const Program& program_;
  const DataSet& data_;
  const SweepBlocks& blocks_;
  const ParamSpace& space_;
  const SweepOptions& options_;
  const BlockSink& sink_;
  SweepProgress& progress_;
  tbb::enumerable_thread_specific<Worker> workers_;
  std::atomic<bool> stopped_ = false;
  std::mutex sink_mutex_;
  std::optional<Error> error_;  // the sink's
};

}  // namespace

Result<bool> run_sweep(const Program& program, const DataSet& data, const SweepBlocks& blocks,
                       const SweepOptions& options,
                       const std::function<bool(std::uint64_t block)>& skip, const BlockSink& sink,
                       SweepProgress& progress) {
  data.indicators().limit(bytes_of_cache(options));
  Sweep sweep(program, data, blocks, options, sink, progress);
  STRATGEN_CHECK(for_each_parallel(blocks.count_of_shard(), options.jobs, [&](std::uint64_t i) {
    const std::uint64_t block = blocks.block_of_shard(i);
    if (!sweep.ends() && !skip(block)) sweep.run(block);
  }));
  if (sweep.error()) return tl::unexpected(std::move(*sweep.error()));
  return !progress.interrupted;
}

struct CellRunner::Threads {
  tbb::enumerable_thread_specific<Worker> workers;
};

CellRunner::CellRunner(const Program& program, const DataSet& data, const ParamSpace& space,
                       const SweepOptions& options)
    : program_(program),
      data_(data),
      space_(space),
      options_(options),
      threads_(std::make_unique<Threads>()) {
  data.indicators().limit(bytes_of_cache(options));
}
CellRunner::~CellRunner() = default;

Result<void> CellRunner::run(std::span<const std::uint64_t> cells, std::span<CellResult> results) {
  return for_each_parallel(cells.size(), options_.jobs, [&](std::uint64_t i) {
    Worker& worker = threads_->workers.local();
    worker.values.resize(space_.declared().size());
    space_.values(cells[i], worker.values);
    Cells one(program_, data_, options_.run, worker.memory);
    results[i] = {cells[i], worker.run(one, options_)};
  });
}

}  // namespace stratgen
