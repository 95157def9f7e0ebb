// Search methods beyond the grid. All of them work on the cells of a ParamSpace, in batches.
#pragma once

#include "runtime/sweep/metric.hpp"
#include "runtime/sweep/param_space.hpp"
#include "runtime/sweep/sweep.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace stratgen {

enum class SearchMethod {
  Random,
  Sobol,  // even coverage of all axes at once
  Tpe,    // tree-structured Parzen estimator
  Cmaes,  // CMA-ES, started again wherever it has converged
  Nsga2,  // for several objectives
};
// "random", "sobol", "tpe", "cmaes" or "nsga2"; another name is an Error with Fault::Usage.
Result<SearchMethod> parse_search_method(std::string_view name);
// Whether a method can pursue so many objectives; if not, an Error with Fault::Usage.
Result<void> check_objectives(SearchMethod method, std::size_t objectives);

inline constexpr std::uint64_t most_trials = std::uint64_t{1} << 23;  // about 2 GB

struct SearchOptions {
  SearchMethod method = SearchMethod::Tpe;
  // One for Tpe and Cmaes, two or more for Nsga2. Random and Sobol take no notice of them.
  std::vector<Metric> objectives;
  std::uint64_t max_tries = 1000;  // evaluations of distinct cells, at most most_trials
  std::uint64_t seed = 0;
  std::uint32_t batch = 64;  // evaluated at once, or fewer so that there are 32 batches
};

// Runs cells on all cores, the results in the order asked: CellRunner::run().
using Evaluate = std::function<Result<void>(std::span<const std::uint64_t> cells,
                                            std::span<CellResult> results)>;

struct SearchResult {
  std::vector<CellResult> evaluated;  // each cell once, in the order of evaluation
  std::vector<CellResult> front;      // as ParetoFront has it, by cell
  bool complete = true;               // false: interrupted
};

// The same for every number of threads. No cell is evaluated twice, and none that the constraints
// exclude; one that does not complete counts as tried and is worse than any that does. The search
// ends early when the space is exhausted or, between two batches, when `interrupted` is set. The
// objectives have to pass check_objectives().
Result<SearchResult> search(const ParamSpace& space, const SearchOptions& options,
                            const Evaluate& evaluate, const std::atomic<bool>& interrupted);

}  // namespace stratgen
