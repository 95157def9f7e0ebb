#include "runtime/sweep/sweep.hpp"

#include "runtime/engine/backtest.hpp"
#include "runtime/sweep/sweep_summary.hpp"
#include "tests/runtime/sweep/sweep_support.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace stratgen;
using namespace sweep_support;

TEST_CASE("a sweep gives each cell what a single backtest gives") {
  const DataSet data(wandering_bars(200));
  const ParamSpace space = space_of(cross, data, {"fast=2:10:2", "slow=5,20,40"}, {"fast < slow"});
  const auto results = results_of(cross, data, blocks_of(space));
  REQUIRE(results.size() == 12);  // of 5 x 3, without fast 6, 8 and 10 for slow 5
  CellMemory memory;
  for (const CellResult& result : results) {
    CAPTURE(result.cell);
    const Cell single = run_cell(cross, data, space.values(result.cell), {}, memory);
    CHECK(bits_of(result.result) == bits_of(single));
  }
}
