// Which of optimize's results are to be traded.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/store/optimize_result.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace stratgen {

// The best `top_n` of those that passed or are marginal on their test part and whose slug or
// category/slug matches `only` (empty: all): PASS before MARGINAL, then by the Sharpe ratio of the
// test part, an undefined one last, then by document. None is an Error that says what to do.
Result<std::vector<OptimizeResult>> worth_trading(std::vector<OptimizeResult> results,
                                                  const std::string& only, std::size_t top_n);

}  // namespace stratgen
