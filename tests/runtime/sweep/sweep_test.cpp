#include "runtime/sweep/sweep.hpp"

#include "runtime/engine/backtest.hpp"
#include "runtime/sweep/sweep_summary.hpp"
#include "tests/runtime/sweep/sweep_support.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <vector>

using namespace stratgen;
using namespace sweep_support;

namespace {

const auto skip_none = [](std::uint64_t) { return false; };

// What two sweeps have to share to be the same.
std::vector<std::uint64_t> bits_of(const std::vector<CellResult>& results) {
  std::vector<std::uint64_t> bits;
  for (const CellResult& result : results) {
    bits.push_back(result.cell);
    for (const std::uint64_t part : sweep_support::bits_of(result.result)) bits.push_back(part);
  }
  return bits;
}

}  // namespace

TEST_CASE("a sweep gives each cell what a single backtest gives") {
  const DataSet data(wandering_bars(200));
  const ParamSpace space = space_of(cross, data, {"fast=2:10:2", "slow=5,20,40"}, {"fast < slow"});
  const auto results = results_of(cross, data, blocks_of(space));
  REQUIRE(results.size() == 12);  // of 5 x 3, without fast 6, 8 and 10 for slow 5
  for (const CellResult& result : results) {
    CAPTURE(result.cell);
    CellMemory memory;
    const Cell single = run_cell(cross, data, space.values(result.cell), {}, memory);
    CHECK(sweep_support::bits_of(result.result) == sweep_support::bits_of(single));
  }
}

TEST_CASE("results are the same for any number of jobs, block size and bound of indicators") {
  const Bars bars = wandering_bars(150);
  const DataSet once(bars);
  const ParamSpace space = space_of(cross, once, {"fast=1:30:1", "slow=5:60:3"}, {"fast < slow"});
  const auto expected = bits_of(results_of(cross, once, blocks_of(space)));
  const std::size_t column = bars.size() * sizeof(double);
  for (const int jobs : {1, 2, 4}) {
    for (const std::uint32_t block_cells : {0u, 1u, 50u, 4096u}) {
      for (const std::size_t bound : {std::size_t{0}, column, 5 * column, 1000 * column}) {
        CAPTURE(jobs);
        CAPTURE(block_cells);
        CAPTURE(bound);
        const DataSet data(bars);
        const SweepOptions options{.jobs = jobs, .indicator_bytes = bound};
        const auto blocks = blocks_of(space, {.block_cells = block_cells});
        CHECK(bits_of(results_of(cross, data, blocks, options)) == expected);
        CHECK(data.indicators().bytes() <= bound);
      }
    }
  }
}

TEST_CASE("the shards of a sweep have the results of one run") {
  const DataSet data(wandering_bars(150));
  const ParamSpace space = space_of(cross, data, {"fast=1:30:1", "slow=5:60:3"}, {"fast < slow"});
  for (const std::optional<std::uint64_t> tries : {std::optional<std::uint64_t>{}, {77}}) {
    const auto expected = results_of(cross, data, blocks_of(space, {.max_tries = tries}));
    std::vector<CellResult> all;
    for (const std::uint32_t shard : {1u, 2u, 3u}) {
      const auto part = results_of(
          cross, data, blocks_of(space, {.max_tries = tries, .shard = shard, .shards = 3}));
      all.insert(all.end(), part.begin(), part.end());
    }
    std::ranges::sort(all, {}, &CellResult::cell);
    CHECK(bits_of(all) == bits_of(expected));
  }
}

TEST_CASE("a cell that fails is a result with its reason, and the others go on") {
  const DataSet data(wandering_bars(60));
  const ParamSpace space = space_of(ends, data, {"way=0:5:1", "seed=1:20:1"});
  SweepOptions options{.jobs = 2};
  options.run.fuel = 1'000'000;
  options.run.broker.margin = 0.01;
  const auto results = results_of(ends, data, blocks_of(space), options);
  REQUIRE(results.size() == 120);
  constexpr Ending expected[] = {Ending::Completed,   Ending::Rejected,     Ending::Trap,
                                 Ending::OutOfBudget, Ending::RefusedOrder, Ending::Ruined};
  for (const CellResult& result : results) {
    const double way = space.values(result.cell)[0];
    CAPTURE(way);
    const Ending ending = result.result.ending;
    CHECK(ending == expected[static_cast<std::size_t>(way)]);
  }
}

TEST_CASE("blocks that are skipped are not run, and those that are come once") {
  const DataSet data(wandering_bars(60));
  const ParamSpace space = space_of(cross, data, {"fast=1:30:1", "slow=5:60:3"});
  const auto blocks = blocks_of(space, {.block_cells = 16});
  std::set<std::uint64_t> seen;
  std::uint64_t cells = 0;
  SweepProgress progress;
  const auto finished = run_sweep(
      cross, data, blocks, {.jobs = 2}, [](std::uint64_t block) { return block % 3 == 0; },
      [&](const BlockResult& block) -> Result<void> {
        CHECK(block.block % 3 != 0);
        CHECK(seen.insert(block.block).second);
        cells += block.cells.size() + block.excluded;
        return {};
      },
      progress);
  CHECK(finished.value());
  CHECK(seen.size() == 24);  // of 570 / 16 = 36 blocks, without 12 that 3 divides
  CHECK(progress.cells_done == cells);
}

TEST_CASE("an interrupted sweep keeps the blocks it finished and can go on") {
  const DataSet data(wandering_bars(60));
  const ParamSpace space = space_of(cross, data, {"fast=1:30:1", "slow=5:60:3"});
  const auto blocks = blocks_of(space, {.block_cells = 16});
  std::set<std::uint64_t> done;
  std::vector<CellResult> results;
  const auto run = [&](std::size_t until) {
    SweepProgress progress;
    return run_sweep(
        cross, data, blocks, {.jobs = 2}, [&](std::uint64_t block) { return done.contains(block); },
        [&](const BlockResult& block) -> Result<void> {
          results.insert(results.end(), block.cells.begin(), block.cells.end());
          if (results.size() >= until) progress.interrupted = true;
          return {};
        },
        progress);
  };
  CHECK(!run(100).value());
  CHECK(results.size() < 200);
  std::vector<std::uint64_t> cells;
  for (std::uint64_t block = 0; block < blocks.count(); ++block) {
    blocks.cells_of(block, cells);
    if (std::ranges::find(results, cells.front(), &CellResult::cell) != results.end())
      done.insert(block);
  }
  CHECK(run(10000).value());
  std::ranges::sort(results, {}, &CellResult::cell);
  CHECK(bits_of(results) == bits_of(results_of(cross, data, blocks)));
}

TEST_CASE("what the sink refuses ends the sweep with its error") {
  const DataSet data(wandering_bars(60));
  const ParamSpace space = space_of(cross, data, {"fast=1:30:1", "slow=5:60:3"});
  SweepProgress progress;
  int calls = 0;
  const auto finished = run_sweep(
      cross, data, blocks_of(space), {.jobs = 2}, skip_none,
      [&](const BlockResult&) -> Result<void> {
        if (++calls == 3) return fail(Fault::Data, "the disk is full");
        return {};
      },
      progress);
  REQUIRE(!finished);
  CHECK(finished.error().message == "the disk is full");
  CHECK(calls == 3);
}

TEST_CASE("what the sink throws ends the sweep too") {
  const DataSet data(wandering_bars(60));
  const ParamSpace space = space_of(cross, data, {"fast=1:30:1", "slow=5:60:3"});
  SweepProgress progress;
  const auto finished = run_sweep(
      cross, data, blocks_of(space), {.jobs = 2}, skip_none,
      [](const BlockResult&) -> Result<void> { throw std::bad_alloc(); }, progress);
  REQUIRE(!finished);
  CHECK(finished.error().fault == Fault::Internal);
}

TEST_CASE("single cells run in batches give what the sweep gives") {
  const DataSet data(wandering_bars(60));
  const ParamSpace space = space_of(cross, data, {"fast=1:30:1", "slow=5:60:3"});
  const auto expected = results_of(cross, data, blocks_of(space));
  CellRunner runner(cross, data, space, {.jobs = 2});
  std::vector<CellResult> results(expected.size());
  std::vector<std::uint64_t> cells;
  for (const CellResult& result : expected) cells.push_back(result.cell);
  const std::span all(cells);
  CHECK(runner.run(all.first(5), std::span(results).first(5)));
  CHECK(runner.run(all.subspan(5), std::span(results).subspan(5)));
  CHECK(bits_of(results) == bits_of(expected));
}
