#include "runtime/sweep/sweep.hpp"

#include "runtime/sweep/parallel.hpp"

#include <tbb/enumerable_thread_specific.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <optional>
#include <span>
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
  // The cells that wait are run together, with the values that they wait with.
  void run_waiting(Cells& block, const SweepOptions& options) {
    if (memory.indicators.bytes() > bytes_of_memory(options)) memory.indicators.clear();
    std::array<Cell, curves_at_once> done;
    block.run(std::span(values_of_waiting).first(waiting), std::span(done).first(waiting));
    for (std::size_t i = 0; i < waiting; ++i) results.push_back({waiting_cells[i], done[i]});
    waiting = 0;
  }
  void make_room(std::size_t params) {
    values.resize(params * curves_at_once);
    for (std::size_t i = 0; i < curves_at_once; ++i)
      values_of_waiting[i] = std::span(values).subspan(i * params, params);
    waiting = 0;
  }
  std::span<double> next_values(std::size_t params) {
    return std::span(values).subspan(waiting * params, params);
  }

  CellMemory memory;
  std::vector<double> values;
  std::array<std::span<const double>, curves_at_once> values_of_waiting;
  std::array<std::uint64_t, curves_at_once> waiting_cells;
  std::size_t waiting = 0;
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
    const std::size_t params = space_.declared().size();
    worker.make_room(params);
    worker.results.clear();
    blocks_.cells_of(block, worker.cells);
    Cells block_cells(program_, data_, options_.run, worker.memory);
    const bool check = space_.constrained() && !blocks_.drawn();
    std::uint64_t counted = 0;
    for (std::uint64_t i = 0; i < worker.cells.size(); ++i) {
      if (ends()) return;
      const std::uint64_t cell = worker.cells[i];
      const std::span<double> values = worker.next_values(params);
      space_.values(cell, values);
      if (!check || space_.admits(values)) worker.waiting_cells[worker.waiting++] = cell;
      if (worker.waiting == curves_at_once) worker.run_waiting(block_cells, options_);
      if (i - counted == 31) count(counted, i + 1);
    }
    worker.run_waiting(block_cells, options_);
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
    worker.make_room(space_.declared().size());
    worker.results.clear();
    space_.values(cells[i], worker.next_values(space_.declared().size()));
    worker.waiting_cells[worker.waiting++] = cells[i];
    Cells one(program_, data_, options_.run, worker.memory);
    worker.run_waiting(one, options_);
    results[i] = worker.results.front();
  });
}

}  // namespace stratgen
