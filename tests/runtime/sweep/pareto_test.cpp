#include "runtime/sweep/pareto.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace stratgen;

namespace {

CellResult result(std::uint64_t cell, double sharpe, double drawdown, std::int64_t trades = 0) {
  CellResult made{cell, {Ending::Completed, {}}};
  made.result.statistics.sharpe_ratio = sharpe;
  made.result.statistics.max_drawdown_pct = drawdown;
  made.result.statistics.trades = trades;
  return made;
}

std::vector<Metric> metrics_of(std::initializer_list<const char*> names) {
  std::vector<Metric> metrics;
  for (const char* name : names) metrics.push_back(find_metric(name).value());
  return metrics;
}

std::vector<std::uint64_t> cells_of(const ParetoFront& front) {
  std::vector<std::uint64_t> cells;
  for (const CellResult& cell : front.cells()) cells.push_back(cell.cell);
  return cells;
}

// By the definition: each against each.
std::vector<std::uint64_t> by_definition(const std::vector<CellResult>& results,
                                         const std::vector<Metric>& metrics) {
  std::vector<std::uint64_t> cells;
  for (const CellResult& one : results) {
    bool stands = true;
    for (const CellResult& other : results) {
      bool no_worse = true, better = false;
      for (const Metric& metric : metrics) {
        const double a = metric.score(other.result.statistics);
        const double b = metric.score(one.result.statistics);
        no_worse = no_worse && a >= b;
        better = better || a > b;
      }
      const bool repeats = no_worse && !better && other.cell < one.cell;
      if (repeats || (no_worse && better)) stands = false;
    }
    if (stands) cells.push_back(one.cell);
  }
  return cells;
}

}  // namespace

TEST_CASE("a cell stands on the front unless another is as good in all and better in one") {
  ParetoFront front(metrics_of({"Sharpe Ratio", "-Max. Drawdown [%]"}));
  front.add(result(0, 1.0, -20));
  front.add(result(1, 0.5, -10));  // less, but shallower
  front.add(result(2, 0.5, -15));  // dominated by 1
  front.add(result(3, 0.9, -20));  // dominated by 0
  front.add(result(4, 1.0, -18));  // dominates 0
  CHECK(cells_of(front) == std::vector<std::uint64_t>{1, 4});
}

TEST_CASE("of equal cells the lowest stands for all") {
  ParetoFront front(metrics_of({"Sharpe Ratio", "# Trades"}));
  for (const std::uint64_t cell : {7U, 3U, 9U}) front.add(result(cell, 1, 0, 5));
  CHECK(cells_of(front) == std::vector<std::uint64_t>{3});
}

TEST_CASE("cells that did not complete, or lack a metric, are not on the front") {
  ParetoFront front(metrics_of({"Sharpe Ratio", "# Trades"}));
  CellResult trapped = result(0, 9, 0, 9);
  trapped.result.ending = Ending::Trap;
  front.add(trapped);
  front.add(result(1, std::nan(""), 0, 9));
  CHECK(front.cells().empty());
}

TEST_CASE("the front is the one of the definition, in whatever order and parts cells are added") {
  std::mt19937_64 random(5);
  const std::vector<Metric> pairs = metrics_of({"Sharpe Ratio", "Max. Drawdown [%]"}),
                            triples =
                                metrics_of({"Sharpe Ratio", "Max. Drawdown [%]", "-# Trades"});
  for (int round = 0; round < 50; ++round) {
    std::vector<CellResult> results;
    const int values = round % 2 == 0 ? 6 : 1000;  // few values make many equal ones
    std::uniform_int_distribution<int> value(0, values);
    for (std::uint64_t cell = 0; cell < 200; ++cell) {
      results.push_back(result(cell, value(random), -value(random), value(random)));
    }
    for (const std::vector<Metric>& metrics : {pairs, triples}) {
      const std::vector<std::uint64_t> expected = by_definition(results, metrics);
      std::vector<CellResult> shuffled = results;
      std::shuffle(shuffled.begin(), shuffled.end(), random);
      ParetoFront whole(metrics), first(metrics), second(metrics);
      for (std::size_t i = 0; i < shuffled.size(); ++i) {
        whole.add(shuffled[i]);
        (i < 70 ? first : second).add(shuffled[i]);
      }
      first.add(second);
      CHECK(cells_of(whole) == expected);
      CHECK(cells_of(first) == expected);
    }
  }
}
