#include "runtime/sweep/sweep_summary.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <random>
#include <vector>

using namespace stratgen;

namespace {

const Metric sharpe = find_metric("Sharpe Ratio").value();

std::vector<CellResult> random_cells(std::uint64_t first, std::size_t count, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<CellResult> cells;
  for (std::uint64_t cell = first; cell < first + count; ++cell) {
    CellResult& result = cells.emplace_back();
    result.cell = cell;
    result.result.ending =
        random() % 5 == 0 ? static_cast<Ending>(random() % 7) : Ending::Completed;
    result.result.statistics.sharpe_ratio = static_cast<double>(random() % 1000) / 100 - 5;
    if (random() % 50 == 0)
      result.result.statistics.sharpe_ratio = std::numeric_limits<double>::quiet_NaN();
  }
  return cells;
}

}  // namespace

TEST_CASE("a summary that is restored goes on as if nothing had happened") {
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    const auto earlier = random_cells(0, 200, seed), later = random_cells(200, 300, seed + 100);
    SweepSummary through(sharpe, 10, 50), before(sharpe, 10, 50), after(sharpe, 10, 50);
    through.add(BlockResult{0, 7, earlier});
    before.add(BlockResult{0, 7, earlier});
    REQUIRE(after.restore(before.state(), before.top()));
    CHECK(after.state() == before.state());
    through.add(BlockResult{1, 5, later});
    after.add(BlockResult{1, 5, later});
    CHECK(after.state() == through.state());
    CHECK(after.excluded() == 12);
    CHECK(after.sharpe_variance() == through.sharpe_variance());
    CHECK(after.sample() == through.sample());
    REQUIRE(after.top().size() == through.top().size());
    for (std::size_t i = 0; i < after.top().size(); ++i)
      CHECK(after.top()[i].cell == through.top()[i].cell);
  }
}

TEST_CASE("a damaged state is an error") {
  for (const char* const state : {"", "1 2 three", "1", "-1 0"}) {
    SweepSummary summary(sharpe, 10, 50);
    const auto restored = summary.restore(state, {});
    REQUIRE(!restored);
    CHECK(restored.error().fault == Fault::Data);
  }
}

TEST_CASE("a summary keeps the cells that are among its best") {
  const auto cells = random_cells(0, 100, 3);
  SweepSummary summary(sharpe, 10, 50);
  summary.add(BlockResult{0, 0, cells});
  std::vector<std::uint64_t> kept, best;
  for (const CellResult& cell : cells)
    if (cell.result.ending == Ending::Completed && summary.keeps(cell)) kept.push_back(cell.cell);
  for (const CellResult& cell : summary.top()) best.push_back(cell.cell);
  std::ranges::sort(best);
  CHECK(kept == best);
}
