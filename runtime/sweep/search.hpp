// Search methods beyond the grid. All of them work on the cells of a ParamSpace, in batches.
#pragma once

#include "runtime/sweep/metric.hpp"
#include "runtime/sweep/param_space.hpp"
#include "runtime/sweep/sweep.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace stratgen {

enum class SearchMethod { Random, Sobol, Tpe, Cmaes, Nsga2 };
Result<SearchMethod> parse_search_method(std::string_view name);

struct SearchOptions {
  SearchMethod method = SearchMethod::Tpe;
  std::vector<Metric> objectives;  // one; several for Nsga2, or to see the front of any method
  std::uint64_t max_tries = 1000;  // evaluations of distinct cells
  std::uint64_t seed = 0;
  std::uint32_t batch = 64;  // evaluated at once, or fewer so that there are 16 batches
};

// Runs cells on all cores, the results in the order asked. run_cells() below is one.
using Evaluate = std::function<Result<void>(std::span<const std::uint64_t> cells,
                                            std::span<CellResult> results)>;

struct SearchResult {
  std::vector<CellResult> evaluated;  // each cell once, in the order of evaluation
  std::vector<CellResult> front;      // as ParetoFront has it, by cell
  bool complete = true;               // false: interrupted
};

// The same for every number of threads. No cell is evaluated twice; the search ends early when the
// space is exhausted.
Result<SearchResult> search(const ParamSpace& space, const SearchOptions& options,
                            const Evaluate& evaluate, const std::atomic<bool>& interrupted);

}  // namespace stratgen
