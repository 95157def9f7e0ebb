// How soon searches find the best cells of recorded landscapes, beside random search, over 30
// seeds, and what a search costs an evaluation besides the evaluation itself.
//
// A landscape's top cells are its best 1 % by Sharpe ratio. Random search meets the first of them
// soon on any grid, so two more readings stand beside that: the share of the top cells found with a
// tenth of the grid (random: 10 %), and the evaluations until half of them are found (random: half
// of the grid).
#include "runtime/sweep/search.hpp"

#include "benchmarks/landscapes/landscape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

namespace {

using namespace stratgen;

constexpr std::uint64_t seeds = 30;

double thread_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

struct Target {
  Landscape landscape;
  std::vector<bool> top;  // by cell
  std::size_t top_count = 0;
  double best = 0;
};

double sharpe(const CellResult& result) {
  const double value = result.result.statistics.sharpe_ratio;
  const bool has = result.result.ending == Ending::Completed && !std::isnan(value);
  return has ? value : -HUGE_VAL;
}

Target target_of(const LandscapeSource& source) {
  auto landscape = load_landscape(source);
  if (!landscape) {
    fmt::print(stderr, "{}\n", landscape.error().message);
    std::exit(1);
  }
  std::vector<double> sorted;
  for (const CellResult& cell : landscape->cells) sorted.push_back(sharpe(cell));
  std::ranges::sort(sorted, std::greater());
  Target target{std::move(*landscape), {}, 0, sorted[0]};
  const double threshold = sorted[sorted.size() / 100 - 1];
  for (const CellResult& cell : target.landscape.cells) {
    target.top.push_back(sharpe(cell) >= threshold);
    target.top_count += target.top.back();
  }
  return target;
}

SearchResult run(const Target& target, SearchMethod method, std::uint64_t tries,
                 std::uint64_t seed) {
  const Evaluate evaluate = [&](std::span<const std::uint64_t> cells,
                                std::span<CellResult> results) -> Result<void> {
    for (std::size_t i = 0; i < cells.size(); ++i) results[i] = target.landscape.cells[cells[i]];
    return {};
  };
  SearchOptions options;
  options.method = method;
  options.objectives = {find_metric("Sharpe Ratio").value()};
  if (method == SearchMethod::Nsga2) {
    options.objectives.push_back(find_metric("Max. Drawdown [%]").value());
  }
  options.max_tries = tries;
  options.seed = seed;
  const std::atomic<bool> interrupted = false;
  return search(target.landscape.space, options, evaluate, interrupted).value();
}

// The evaluation that found the `wanted`th top cell; more than there were if none did.
double evaluations_to(const Target& target, const SearchResult& result, std::size_t wanted) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < result.evaluated.size(); ++i) {
    found += target.top[result.evaluated[i].cell];
    if (found == wanted) return static_cast<double>(i + 1);
  }
  return HUGE_VAL;
}

void print_method(const Target& target, std::string_view name) {
  const std::size_t cells = target.landscape.cells.size();
  const SearchMethod method = parse_search_method(name).value();
  std::vector<double> first, half, found, regret;
  int hits = 0;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    const SearchResult tenth = run(target, method, cells / 10, seed);
    first.push_back(evaluations_to(target, tenth, 1));
    hits += std::isfinite(first.back());
    double best = -HUGE_VAL, top = 0;
    for (const CellResult& result : tenth.evaluated) {
      best = std::max(best, sharpe(result));
      top += target.top[result.cell];
    }
    found.push_back(top / static_cast<double>(target.top_count));
    regret.push_back(target.best - best);
    const SearchResult whole = run(target, method, cells, seed);
    half.push_back(evaluations_to(target, whole, (target.top_count + 1) / 2) /
                   static_cast<double>(cells));
  }
  fmt::print("{:<22}{:>7}{:>7}  {:<8}{:>4}/{}{:>8.0f}{:>8.0f} %{:>8.1f} %{:>9.4f}\n",
             target.landscape.name, cells, cells / 10, name, hits, seeds, median(first),
             100 * median(found), 100 * median(half), median(regret));
}

void print_overhead(std::string_view name) {
  std::vector<ParamDeclaration> declared;
  std::vector<std::string> axes;
  for (int i = 0; i < 6; ++i) {
    declared.push_back({fmt::format("p{}", i), abi::ParamKind::Int, 0, std::nullopt});
    axes.push_back(fmt::format("p{}=1:50:1", i));
  }
  const ParamSpace space = ParamSpace::create("Bowl", declared, axes).value();
  double evaluation = 0;
  const Evaluate evaluate = [&](std::span<const std::uint64_t> cells,
                                std::span<CellResult> results) -> Result<void> {
    const double start = thread_seconds();
    double values[6];
    for (std::size_t i = 0; i < cells.size(); ++i) {
      space.values(cells[i], values);
      results[i] = {cells[i], {Ending::Completed, {}}};
      double& score = results[i].result.statistics.sharpe_ratio;
      for (const double value : values) score -= (value - 20) * (value - 20);
      results[i].result.statistics.max_drawdown_pct = -values[0];
    }
    evaluation += thread_seconds() - start;
    return {};
  };
  SearchOptions options;
  options.method = parse_search_method(name).value();
  options.objectives = {find_metric("Sharpe Ratio").value()};
  if (name == "nsga2") options.objectives.push_back(find_metric("Max. Drawdown [%]").value());
  options.max_tries = 10'000;
  const std::atomic<bool> interrupted = false;
  std::vector<double> times;
  for (int turn = 0; turn < 9; ++turn) {
    evaluation = 0;
    const double start = thread_seconds();
    if (!search(space, options, evaluate, interrupted)) std::abort();
    times.push_back(thread_seconds() - start - evaluation);
  }
  fmt::print("{:<8}{:>8.2f}{:>8}\n", name, 1e6 * median(times) / 10'000, 20);
}

}  // namespace

int main(int argc, char** argv) {
  fmt::print("{:<22}{:>7}{:>7}  {:<8}{:>7}{:>8}{:>10}{:>10}{:>9}\n", "landscape", "cells", "tenth",
             "method", "hit", "first", "of top 1%", "half at", "regret");
  for (const LandscapeSource& source : landscape_sources()) {
    const Target target = target_of(source);
    for (const char* name : {"random", "sobol", "tpe", "cmaes", "nsga2"}) {
      if (argc > 1 && std::string(argv[1]) != name) continue;
      print_method(target, name);
    }
  }
  if (argc > 1) return print_overhead(argv[1]), 0;
  fmt::print("\nmicroseconds an evaluation, 10,000 on 6 axes\n{:<8}{:>8}{:>8}\n", "", "us",
             "target");
  for (const char* name : {"random", "sobol", "tpe", "cmaes", "nsga2"}) print_overhead(name);
  return 0;
}
