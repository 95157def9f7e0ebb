// Which of discover's results are worth optimising.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/store/discover_result.hpp"

#include <optional>
#include <string>
#include <vector>

namespace stratgen {

// Those that passed or are marginal, and of which the slug or category/slug matches `only` (empty:
// all), in the order given. With `top_n` the best of them: PASS before MARGINAL, then by Sharpe
// ratio, an undefined one last, then in the order given. No result at all is an Error (Fault::Data)
// that says to run discover; a pattern that matches none is one with Fault::Usage.
Result<std::vector<DiscoverResult>> worth_optimizing(std::vector<DiscoverResult> results,
                                                     const std::string& only,
                                                     std::optional<int> top_n);

}  // namespace stratgen
