#include "tests/runtime/sweep/search_spaces.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string_view>
#include <utility>

using namespace stratgen;

namespace search_spaces {

ParamSpace space(const std::vector<std::string>& axes,
                 const std::vector<std::string>& constraints) {
  std::vector<ParamDeclaration> declared;
  for (const std::string& axis : axes) {
    const bool is_bool = axis.find("true") != std::string::npos;
    declared.push_back({axis.substr(0, axis.find('=')),
                        is_bool ? abi::ParamKind::Bool : abi::ParamKind::Int, 0, std::nullopt});
  }
  auto made = ParamSpace::create("Formula", declared, axes, constraints);
  REQUIRE_MESSAGE(made, (made ? "" : made.error().message));
  return std::move(*made);
}

Evaluate evaluate(const ParamSpace& space, Formula sharpe) {
  return [&space, sharpe = std::move(sharpe)](std::span<const std::uint64_t> cells,
                                              std::span<CellResult> results) -> Result<void> {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::vector<double> values = space.values(cells[i]);
      const double score = sharpe(values);
      results[i] = {cells[i], {}};
      results[i].result.ending = std::isinf(score) ? Ending::Rejected : Ending::Completed;
      results[i].result.statistics.sharpe_ratio = score;
      results[i].result.statistics.max_drawdown_pct = values.empty() ? 0 : -values[0];
    }
    return {};
  };
}

double bowl(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum -= (value - 20) * (value - 20);
  return sum;
}

SearchOptions options(const char* method, std::uint64_t max_tries,
                      std::vector<const char*> objectives) {
  if (objectives.empty()) objectives = {"Sharpe Ratio"};
  if (objectives.size() == 1 && std::string_view(method) == "nsga2") {
    objectives.push_back("-Max. Drawdown [%]");
  }
  SearchOptions options;
  options.method = parse_search_method(method).value();
  options.max_tries = max_tries;
  for (const char* name : objectives) options.objectives.push_back(find_metric(name).value());
  return options;
}

SearchResult found(const ParamSpace& space, const SearchOptions& options,
                   const Evaluate& evaluate) {
  const std::atomic<bool> interrupted = false;
  auto result = search(space, options, evaluate, interrupted);
  REQUIRE_MESSAGE(result, (result ? "" : result.error().message));
  return std::move(*result);
}

}  // namespace search_spaces
