#include "runtime/sweep/search.hpp"

#include "runtime/sweep/pareto.hpp"
#include "runtime/sweep/search_methods.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace stratgen {
namespace {

// A method proposes at least so often, so that a small budget is not spent on the first proposals.
constexpr std::uint64_t least_batches = 32;
constexpr std::uint32_t least_batch = 8;

struct Method {
  std::string_view name;
  SearchMethod method;
  Result<void> (*run)(Trials&);
};

constexpr std::array methods = {
    Method{"random", SearchMethod::Random, search_random},
    Method{"sobol", SearchMethod::Sobol, search_sobol},
    Method{"tpe", SearchMethod::Tpe, search_tpe},
    Method{"cmaes", SearchMethod::Cmaes, search_cmaes},
    Method{"nsga2", SearchMethod::Nsga2, search_nsga2},
};

const Method& find(SearchMethod method) {
  return *std::ranges::find(methods, method, &Method::method);
}

}  // namespace

Result<SearchMethod> parse_search_method(std::string_view name) {
  const auto found = std::ranges::find(methods, name, &Method::name);
  if (found != methods.end()) return found->method;
  return fail(
      Fault::Usage,
      fmt::format("there is no method \"{}\"; choose one of grid, random, sobol, tpe, cmaes, "
                  "nsga2",
                  name));
}

Result<void> check_objectives(SearchMethod method, std::size_t objectives) {
  const bool guided = method == SearchMethod::Tpe || method == SearchMethod::Cmaes;
  if (objectives == 0)
    return fail(Fault::Usage, "a search needs an objective, such as \"Sharpe Ratio\"");
  if (method == SearchMethod::Nsga2 && objectives == 1) {
    return fail(
        Fault::Usage,
        "nsga2 weighs several objectives against each other; give two or more, or take tpe or "
        "cmaes");
  }
  if (guided && objectives > 1) {
    return fail(Fault::Usage,
                fmt::format("{} works towards one objective, and there are {}; take nsga2, or "
                            "random, sobol or grid, which show their Pareto front",
                            find(method).name, objectives));
  }
  return {};
}

Result<void> search_random(Trials& trials) {
  std::vector<std::uint64_t> cells;
  while (!trials.ended()) {
    cells.clear();
    trials.draw(trials.options().batch, cells);
    if (cells.empty()) break;
    STRATGEN_CHECK(trials.run(cells));
  }
  return {};
}

Result<SearchResult> search(const ParamSpace& space, const SearchOptions& options,
                            const Evaluate& evaluate, const std::atomic<bool>& interrupted) {
  STRATGEN_CHECK(check_objectives(options.method, options.objectives.size()));
  if (std::min(options.max_tries, space.size()) > most_trials) {
    return fail(Fault::Usage, fmt::format("--max-tries {}: a search remembers what it tried, at "
                                          "most {} cells; take fewer",
                                          options.max_tries, most_trials));
  }
  SearchOptions in_batches = options;
  const std::uint64_t small =
      std::max<std::uint64_t>(options.max_tries / least_batches, least_batch);
  in_batches.batch = static_cast<std::uint32_t>(std::clamp<std::uint64_t>(options.batch, 1, small));
  Trials trials(space, in_batches, evaluate, interrupted);
  STRATGEN_CHECK(find(options.method).run(trials));
  if (trials.size() == 0 && !trials.interrupted()) {
    const bool all = space.size() <= most_misses;
    return fail(Fault::Usage,
                all ? fmt::format("the constraint excludes all {} cells", space.size())
                    : fmt::format("the constraint admits none of {} cells drawn", most_misses));
  }
  ParetoFront front(options.objectives);
  for (std::size_t trial = 0; trial < trials.size(); ++trial) front.add(trials[trial]);
  const bool complete = trials.size() == options.max_tries || !trials.interrupted();
  return SearchResult{trials.take(), front.cells(), complete};
}

}  // namespace stratgen
