// Spaces without a strategy, and evaluations that are formulas, for tests of searches.
#pragma once

#include "runtime/sweep/search.hpp"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace search_spaces {

// Whole-number parameters, one for each axis "a=1:50:1", "b=..."; fails the test on an error.
stratgen::ParamSpace space(const std::vector<std::string>& axes,
                           const std::vector<std::string>& constraints = {});

using Formula = std::function<double(std::span<const double> values)>;

// Sharpe ratio by a formula, and as drawdown minus the first value. A Sharpe ratio of minus
// infinity is a cell that was rejected.
stratgen::Evaluate evaluate(const stratgen::ParamSpace& space, Formula sharpe);

// High where all values are 20: -sum of (value - 20)^2.
double bowl(std::span<const double> values);

stratgen::SearchOptions options(const char* method, std::uint64_t max_tries,
                                std::vector<const char*> objectives = {});

// With nothing that interrupts; fails the test on an error.
stratgen::SearchResult found(const stratgen::ParamSpace& space,
                             const stratgen::SearchOptions& options,
                             const stratgen::Evaluate& evaluate);

}  // namespace search_spaces
