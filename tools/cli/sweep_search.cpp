#include "tools/cli/sweep_search.hpp"

#include <utility>
#include <vector>

namespace stratgen {
namespace {

class Batches {
 public:
  Batches(const SweptPart& part, const SweepOptions& options, const KnownCells& known)
      : runner_(*part.program, *part.data, *part.space, options), known_(known) {}

  Result<void> evaluate(std::span<const std::uint64_t> cells, std::span<CellResult> results) {
    if (known_.empty()) return runner_.run(cells, results);
    new_cells_.clear();
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto found = known_.find(cells[i]);
      if (found == known_.end())
        new_cells_.push_back(cells[i]);
      else
        results[i] = {cells[i], found->second};
    }
    new_results_.resize(new_cells_.size());
    STRATGEN_CHECK(runner_.run(new_cells_, new_results_));
    auto next = new_results_.begin();
    for (std::size_t i = 0; i < cells.size(); ++i)
      if (next != new_results_.end() && next->cell == cells[i]) results[i] = *next++;
    return {};
  }

 private:
  CellRunner runner_;
  const KnownCells& known_;
  std::vector<std::uint64_t> new_cells_;
  std::vector<CellResult> new_results_;
};

}  // namespace

Result<bool> search_part(const SweptPart& part, const SearchOptions& options,
                         const SweepOptions& sweep, const KnownCells& known,
                         const std::function<bool(std::uint64_t block)>& skip,
                         const BlockSink& sink, SweepProgress& progress) {
  Batches batches(part, sweep, known);
  std::uint64_t block = 0;
  const Evaluate evaluate = [&](std::span<const std::uint64_t> cells,
                                std::span<CellResult> results) -> Result<void> {
    STRATGEN_CHECK(batches.evaluate(cells, results));
    const std::uint64_t number = block++;
    if (skip(number)) return {};
    progress.cells_done.fetch_add(cells.size(), std::memory_order_relaxed);
    return sink({number, 0, results});
  };
  STRATGEN_TRY(const SearchResult result,
               search(*part.space, options, evaluate, progress.interrupted));
  return result.complete;
}

}  // namespace stratgen
