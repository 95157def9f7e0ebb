// The choice of parameters by a grid on one stretch of bars.
#pragma once

#include "runtime/engine/param.hpp"
#include "runtime/engine/program.hpp"
#include "runtime/engine/run.hpp"
#include "runtime/store/optimize_result.hpp"

#include <atomic>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace stratgen {

class DataSet;

struct ChoiceOptions {
  RunOptions run;
  std::uint64_t max_tries = 200;  // of more combinations so many are drawn
  std::uint64_t seed = 0;
};

struct ParameterChoice {
  std::optional<std::vector<double>> best;  // a value for each declaration
  std::string why_none;                     // where there is no best
  std::int64_t evaluated = 0, rejected = 0, failed = 0;
  std::optional<std::string> drawn;  // says so where not all combinations were tried
};

// Tries each combination of the values in `ranges`, parameters without a list at their default, on
// this thread. Best is the highest Sharpe ratio, the first combination among equals; the last
// parameter declared changes first. Combinations that the strategy rejects or that fail are
// counted and passed over. An Error with Fault::Interrupted once `interrupted` is set.
Result<ParameterChoice> choose_parameters(const Program& program, const DataSet& data,
                                          std::span<const ParamDeclaration> declared,
                                          const NamedLists& ranges, const ChoiceOptions& options,
                                          const std::atomic<bool>& interrupted);

}  // namespace stratgen
