#include "runtime/sweep/sweep_summary.hpp"

#include "tests/runtime/sweep/sweep_support.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace stratgen;
using doctest::Approx;

namespace {

const Metric sharpe = find_metric("Sharpe Ratio").value();
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

CellResult completed(std::uint64_t cell, double score, double period_sharpe = 0) {
  CellResult result{cell, {Ending::Completed, {}}};
  result.result.statistics.sharpe_ratio = score;
  result.result.statistics.period_sharpe = period_sharpe;
  return result;
}

void add(SweepSummary& summary, const std::vector<CellResult>& results,
         std::uint64_t excluded = 0) {
  summary.add(BlockResult{0, excluded, results});
}

std::vector<std::uint64_t> cells_of(const std::vector<CellResult>& results) {
  std::vector<std::uint64_t> cells;
  for (const CellResult& result : results) cells.push_back(result.cell);
  return cells;
}

std::vector<CellResult> random_results(std::uint64_t count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<CellResult> results;
  for (std::uint64_t cell = 0; cell < count; ++cell) {
    const double score = static_cast<double>(random() % 50) - 25;  // many equal
    results.push_back(completed(cell, random() % 9 == 0 ? undefined : score,
                                std::ldexp(static_cast<double>(random() >> 11), -53) - 0.4));
    if (random() % 7 == 0) results.back().result.ending = static_cast<Ending>(1 + random() % 6);
  }
  return results;
}

// All that a summary says, bit for bit.
std::vector<std::uint64_t> bits_of(const SweepSummary& summary) {
  std::vector<std::uint64_t> bits = {summary.evaluated(),
                                     summary.rejected(),
                                     summary.failed(),
                                     summary.excluded(),
                                     std::bit_cast<std::uint64_t>(summary.sharpe_mean()),
                                     std::bit_cast<std::uint64_t>(summary.sharpe_variance())};
  for (int ending = 0; ending < 7; ++ending) {
    bits.push_back(summary.ended(static_cast<Ending>(ending)));
    bits.push_back(summary.example_of(static_cast<Ending>(ending)).value_or(UINT64_MAX));
  }
  for (const std::uint64_t cell : cells_of(summary.top())) bits.push_back(cell);
  for (const std::uint64_t cell : summary.sample()) bits.push_back(cell);
  return bits;
}

}  // namespace

TEST_CASE("endings are counted, each with its lowest cell") {
  SweepSummary summary(sharpe, 10);
  std::vector<CellResult> results = {completed(7, 1), completed(3, 2)};
  results.push_back({9, {Ending::Rejected, {}}});
  results.push_back({6, {Ending::Trap, {}}});
  results.push_back({5, {Ending::Trap, {}}});
  results.push_back({8, {Ending::Ruined, {}}});
  add(summary, results, 4);
  CHECK(summary.evaluated() == 2);
  CHECK(summary.rejected() == 1);
  CHECK(summary.failed() == 3);
  CHECK(summary.excluded() == 4);
  CHECK(summary.ended(Ending::Trap) == 2);
  CHECK(summary.example_of(Ending::Trap) == 5);
  CHECK(summary.example_of(Ending::Completed) == 3);
  CHECK(!summary.example_of(Ending::OutOfBudget));
}

TEST_CASE("the best cells come first, equals by their number, those without a score last") {
  SweepSummary summary(sharpe, 4);
  add(summary, {completed(1, undefined), completed(2, 0.5), completed(3, 2), completed(4, 0.5)});
  CHECK(cells_of(summary.top()) == std::vector<std::uint64_t>{3, 2, 4, 1});
  add(summary, {completed(5, 0.5), completed(0, 0.5), {9, {Ending::Trap, {}}}});
  CHECK(cells_of(summary.top()) == std::vector<std::uint64_t>{3, 0, 2, 4});
}

TEST_CASE("mean and variance are those of the ratios that are defined") {
  SweepSummary summary(sharpe, 1);
  CHECK(std::isnan(summary.sharpe_mean()));
  add(summary, {completed(1, 0, 0.5)});
  CHECK(summary.sharpe_mean() == 0.5);
  CHECK(std::isnan(summary.sharpe_variance()));
  add(summary, {completed(2, 0, undefined), completed(3, 0, -0.25), completed(4, 0, 2)});
  CHECK(summary.sharpe_mean() == 0.75);
  // (-0.25)^2 + (-1)^2 + 1.25^2 = 2.625, over 2
  CHECK(summary.sharpe_variance() == Approx(1.3125).epsilon(1e-12));
}

TEST_CASE("the variance of ratios that hardly differ keeps its digits") {
  SweepSummary summary(sharpe, 1);
  for (std::uint64_t cell = 0; cell < 1000; ++cell)
    add(summary, {completed(cell, 0, cell % 2 == 0 ? 1 : 1 + 0x1p-20)});
  // Deviations of 2^-21 each: 1000 * 2^-42 / 999
  CHECK(summary.sharpe_variance() == Approx(1000 * 0x1p-42 / 999).epsilon(1e-6));
}

TEST_CASE("outliers count as 1024, so that sums cannot overflow") {
  SweepSummary summary(sharpe, 1);
  add(summary, {completed(1, 0, 1e300), completed(2, 0, -std::numeric_limits<double>::infinity())});
  CHECK(summary.sharpe_mean() == 0);
  CHECK(summary.sharpe_variance() == 2 * 1024.0 * 1024.0);
}

TEST_CASE("a summary is the same in any order and any parts") {
  const std::vector<CellResult> results = random_results(2000, 1);
  SweepSummary expected(sharpe, 30, 50);
  add(expected, results, 2000 / 100);
  CHECK(expected.sample().size() == 50);
  std::mt19937 random(2);
  for (int round = 0; round < 20; ++round) {
    std::vector<CellResult> shuffled = results;
    std::ranges::shuffle(shuffled, random);
    std::vector<SweepSummary> parts(3, SweepSummary(sharpe, 30, 50));
    for (std::size_t i = 0; i < shuffled.size(); i += 100) {
      const BlockResult block{i, 1, std::span(shuffled).subspan(i, 100)};
      parts[random() % 3].add(block);
    }
    SweepSummary whole(sharpe, 30, 50);
    for (const SweepSummary& part : parts) whole.add(part);
    CHECK(bits_of(whole) == bits_of(expected));
  }
}

TEST_CASE("the sample has completed cells from all over the grid") {
  SweepSummary summary(sharpe, 1, 100);
  std::vector<CellResult> results;
  for (std::uint64_t cell = 0; cell < 10000; ++cell) {
    results.push_back(completed(cell, 0));
    if (cell % 2 == 0) results.back().result.ending = Ending::Ruined;
  }
  add(summary, results);
  const auto sample = summary.sample();
  REQUIRE(sample.size() == 100);
  CHECK(std::ranges::all_of(sample, [](std::uint64_t cell) { return cell % 2 == 1; }));
  // 25 are expected in each quarter, with a deviation of sqrt(100 * 1/4 * 3/4) = 4.3.
  for (std::uint64_t quarter = 0; quarter < 4; ++quarter) {
    const auto in =
        std::ranges::count_if(sample, [&](auto cell) { return cell / 2500 == quarter; });
    CHECK(in > 25 - 18);
    CHECK(in < 25 + 18);
  }
}

TEST_CASE("the summary of a sweep is the same for any jobs, blocks and shards") {
  const DataSet data(sweep_support::wandering_bars(150));
  const ParamSpace space = sweep_support::space_of(sweep_support::cross, data,
                                                   {"fast=1:30:1", "slow=5:60:3"}, {"fast < slow"});
  const auto summary_of = [&](int jobs, const SweepPlan& plan) {
    SweepSummary summary(sharpe, 20, 40);
    SweepProgress progress;
    const auto finished = run_sweep(
        sweep_support::cross, data, sweep_support::blocks_of(space, plan), {.jobs = jobs},
        [](std::uint64_t) { return false; },
        [&](const BlockResult& block) -> Result<void> {
          summary.add(block);
          return {};
        },
        progress);
    CHECK(finished);
    return summary;
  };
  const auto expected = bits_of(summary_of(1, {}));
  for (const int jobs : {1, 2, 4}) {
    for (const std::uint32_t block_cells : {1u, 33u, 1000u}) {
      CHECK(bits_of(summary_of(jobs, {.block_cells = block_cells})) == expected);
      SweepSummary merged(sharpe, 20, 40);
      for (const std::uint32_t shard : {3u, 1u, 2u})
        merged.add(summary_of(jobs, {.block_cells = block_cells, .shard = shard, .shards = 3}));
      CHECK(bits_of(merged) == expected);
    }
  }
}
