#include "runtime/sweep/sweep.hpp"

#include <fmt/format.h>
#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <exception>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace stratgen {
namespace {

// What one thread keeps from cell to cell.
struct Worker {
  CellMemory memory;
  std::vector<double> values;
  std::vector<std::uint64_t> cells;
  std::vector<CellResult> results;
};

// Calls `body(i)` for each i below `count`, on `jobs` threads.
template <class Body>
Result<void> for_each(std::uint64_t count, int jobs, const Body& body) {
  try {
    const auto threads = static_cast<std::size_t>(std::max(1, jobs));
    std::optional<tbb::global_control> limit;  // of the whole process, so not for one thread
    if (threads > 1) limit.emplace(tbb::global_control::max_allowed_parallelism, threads);
    tbb::task_arena arena(static_cast<int>(threads));
    arena.execute([&] {
      tbb::parallel_for(
          tbb::blocked_range<std::uint64_t>(0, count),
          [&](const tbb::blocked_range<std::uint64_t>& range) {
            for (std::uint64_t i = range.begin(); i != range.end(); ++i) body(i);
          },
          tbb::simple_partitioner());
    });
    return {};
  } catch (const std::exception& error) {
    return fail(Fault::Internal, fmt::format("the sweep ended: {}", error.what()));
  }
}

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
    const bool check = space_.constrained() && !blocks_.drawn();
    std::uint64_t counted = 0;
    for (std::uint64_t i = 0; i < worker.cells.size(); ++i) {
      if (ends()) return;
      const std::uint64_t cell = worker.cells[i];
      space_.values(cell, worker.values);
      if (!check || space_.admits(worker.values)) {
        worker.results.push_back(
            {cell, run_cell(program_, data_, worker.values, options_.run, worker.memory)});
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
  data.indicators().limit(options.indicator_bytes);
  Sweep sweep(program, data, blocks, options, sink, progress);
  STRATGEN_CHECK(for_each(blocks.count_of_shard(), options.jobs, [&](std::uint64_t i) {
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
  data.indicators().limit(options.indicator_bytes);
}
CellRunner::~CellRunner() = default;

Result<void> CellRunner::run(std::span<const std::uint64_t> cells, std::span<CellResult> results) {
  return for_each(cells.size(), options_.jobs, [&](std::uint64_t i) {
    Worker& worker = threads_->workers.local();
    worker.values.resize(space_.declared().size());
    space_.values(cells[i], worker.values);
    results[i] = {cells[i], run_cell(program_, data_, worker.values, options_.run, worker.memory)};
  });
}

}  // namespace stratgen
