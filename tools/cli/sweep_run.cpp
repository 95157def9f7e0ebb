#include "tools/cli/sweep_run.hpp"

#include "tools/cli/block_queue.hpp"
#include "tools/cli/sweep_search.hpp"
#include "tools/cli/sweep_watch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace stratgen {
namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::string cell_text(const SweepInput& input, std::uint64_t cell) {
  const SweptPart& part = *input.parts[input.part_of(cell)];
  const std::vector<double> values = input.values_of(cell);
  std::string text;
  for (const ParamAxis& axis : part.space->axes()) {
    const ParamDeclaration& declared = part.about.declared[axis.param];
    text += fmt::format(" {}={}", declared.name, param_text(declared, values[axis.param]));
  }
  return text;
}

// Where blocks come together. Its methods are for one thread, except for best_text().
class BlockCounter {
 public:
  BlockCounter(const SweepInput& input, const SweepSettings& settings, SweepTally& tally,
               SweepStore* store)
      : input_(input), settings_(settings), tally_(tally), store_(store), before_(tally.seconds) {}

  Result<void> take(std::size_t part, const BlockResult& block) {
    tally_.summary.add(block);
    if (tally_.heatmap) tally_.heatmap->add(block.cells);
    if (tally_.front)
      for (const CellResult& cell : block.cells) tally_.front->add(cell);
    note_best(block.cells);
    tally_.seconds = before_ + seconds_since(start_);
    return store_ == nullptr ? Result<void>() : save(part, block);
  }

  std::string best_text() {
    std::unique_lock lock(mutex_);
    if (!best_) return "";
    const auto [score, cell] = *best_;
    lock.unlock();
    return decimal(settings_.metric.sign * score) + cell_text(input_, cell);
  }

 private:
  void note_best(std::span<const CellResult> cells) {
    const std::scoped_lock lock(mutex_);
    for (const CellResult& cell : cells) {
      if (cell.result.ending != Ending::Completed) continue;
      const double score = settings_.metric.score(cell.result.statistics);
      if (!best_ || score > best_->first) best_ = {score, cell.cell};
    }
  }

  Result<void> save(std::size_t index, const BlockResult& block) {
    std::vector<CellResult> kept;
    std::span<const CellResult> cells = block.cells;
    if (settings_.keep != 0) {
      std::ranges::copy_if(cells, std::back_inserter(kept), [&](const CellResult& cell) {
        return cell.result.ending == Ending::Completed && tally_.summary.keeps(cell);
      });
      cells = kept;
    }
    const SweptPart& part = *input_.parts[index];
    const CellValues values = [&part](std::uint64_t cell, std::span<double> out) {
      part.space->values(cell - part.about.first_cell, out);
    };
    return store_->append(
        index, block.block, cells, values,
        {{"summary", tally_.summary.state()}, {"seconds", fmt::format("{}", tally_.seconds)}});
  }

  const SweepInput& input_;
  const SweepSettings& settings_;
  SweepTally& tally_;
  SweepStore* store_;
  const double before_;
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::mutex mutex_;
  std::optional<std::pair<double, std::uint64_t>> best_;  // score, cell
};

SweptBlock swept_block(std::size_t part, std::uint64_t first_cell, const BlockResult& result) {
  SweptBlock block{part, result.block, result.excluded, {}};
  block.cells.assign(result.cells.begin(), result.cells.end());
  for (CellResult& cell : block.cells) cell.cell += first_cell;
  return block;
}

// By part, each with its own numbers.
Result<std::vector<KnownCells>> known_cells(const SweepInput& input, const SweepStore* store) {
  std::vector<KnownCells> known(input.parts.size());
  if (store == nullptr) return known;
  STRATGEN_CHECK(store->each_cell([&](const CellResult& cell) {
    const std::size_t part = input.part_of(cell.cell);
    known[part].emplace(cell.cell - input.parts[part]->about.first_cell, cell.result);
  }));
  return known;
}

double number(const std::string& text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

Result<SweepTally> begin_tally(const SweepInput& input, const SweepSettings& settings,
                               bool with_heatmap, const SweepStore* store) {
  SweepTally tally{SweepSummary(settings.metric, std::max(settings.top, settings.keep)), {}, {}, 0};
  if (with_heatmap && input.parts.size() == 1)
    tally.heatmap.emplace(*input.parts[0]->space, settings.metric);
  if (settings.objectives.size() > 1) tally.front.emplace(settings.objectives);
  if (store == nullptr) return tally;
  STRATGEN_TRY(const std::string state, store->progress("summary"));
  if (state.empty()) return tally;
  STRATGEN_TRY(const auto best,
               store->best(settings.metric, std::max(settings.top, settings.keep)));
  STRATGEN_CHECK(tally.summary.restore(state, best));
  STRATGEN_TRY(const std::string seconds, store->progress("seconds"));
  tally.seconds = number(seconds);
  if (!tally.heatmap && !tally.front) return tally;
  if (tally.heatmap && settings.keep != 0) {
    return fail(Fault::Usage,
                "--heatmap: a file with --keep does not have all cells of the "
                "earlier run; leave --heatmap out");
  }
  STRATGEN_CHECK(store->each_cell([&](const CellResult& cell) {
    if (tally.heatmap) tally.heatmap->add({&cell, 1});
    if (tally.front) tally.front->add(cell);
  }));
  return tally;
}

Result<bool> run_parts(const SweepInput& input, const SweepSettings& settings, Console& console,
                       const std::atomic<bool>& interrupted, SweepTally& tally, SweepStore* store) {
  BlockCounter counter(input, settings, tally, store);
  std::optional<BlockQueue> queue;
  if (store != nullptr)
    queue.emplace([&](const SweptBlock& block) {
      return counter.take(block.part, {block.block, block.excluded, block.cells});
    });
  SweepProgress progress;
  const SweepWatch watch(console, interrupted, progress, cells_done(tally.summary),
                         cells_of_shard(input, settings), [&] { return counter.best_text(); });
  std::vector<KnownCells> known;
  if (settings.search) {
    STRATGEN_TRY(known, known_cells(input, store));
  }
  bool complete = true;
  for (std::size_t i = 0; i < input.parts.size() && complete; ++i) {
    const SweptPart& part = *input.parts[i];
    SweepOptions options;
    options.run = part.options;
    options.jobs = settings.jobs;
    options.run.isa = settings.isa;
    const auto skip = [&](std::uint64_t block) {
      return store != nullptr && store->done(i, block);
    };
    const BlockSink sink = [&](const BlockResult& result) {
      if (!queue && part.about.first_cell == 0) return counter.take(i, result);
      SweptBlock block = swept_block(i, part.about.first_cell, result);
      if (queue) return queue->push(std::move(block));
      return counter.take(i, {block.block, block.excluded, block.cells});
    };
    STRATGEN_TRY(complete, settings.search ? search_part(part, *settings.search, options, known[i],
                                                         skip, sink, progress)
                                           : run_sweep(*part.program, *part.data, part.blocks,
                                                       options, skip, sink, progress));
  }
  if (queue) STRATGEN_CHECK(queue->finish());
  return complete;
}

std::uint64_t cells_of_shard(const SweepInput& input, const SweepSettings& settings) {
  std::uint64_t cells = 0;
  for (const auto& part : input.parts) {
    const std::uint64_t all = part->blocks.cells_of_shard();
    cells += settings.search ? std::min(settings.search->max_tries, all) : all;
  }
  return cells;
}

std::uint64_t cells_done(const SweepSummary& summary) {
  return summary.evaluated() + summary.rejected() + summary.failed() + summary.excluded();
}

}  // namespace stratgen
