#include "runtime/sweep/sweep_blocks.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

using namespace stratgen;
using abi::ParamKind;

namespace {

using Cells = std::vector<std::uint64_t>;

const std::vector<ParamDeclaration> declared = {{"a", ParamKind::Int, 0, std::nullopt},
                                                {"b", ParamKind::Int, 0, std::nullopt}};

ParamSpace space(const std::vector<std::string>& axes,
                 const std::vector<std::string>& constraints = {}) {
  auto made = ParamSpace::create("Grid", declared, axes, constraints);
  REQUIRE(made);
  return std::move(*made);
}

SweepBlocks blocks(const ParamSpace& of, const SweepPlan& plan) {
  auto made = SweepBlocks::create(of, plan, false);
  REQUIRE(made);
  return std::move(*made);
}

Cells cells_of_shard(const SweepBlocks& from) {
  Cells all, block;
  for (std::uint64_t i = 0; i < from.count_of_shard(); ++i) {
    from.cells_of(from.block_of_shard(i), block);
    all.insert(all.end(), block.begin(), block.end());
  }
  CHECK(all.size() == from.cells_of_shard());
  return all;
}

Cells sorted(Cells cells) {
  std::ranges::sort(cells);
  return cells;
}

Cells first_numbers(std::size_t count) {
  Cells all(count);
  std::iota(all.begin(), all.end(), std::uint64_t{0});
  return all;
}

}  // namespace

TEST_CASE("blocks of any size have every cell of the grid once") {
  const ParamSpace grid = space({"a=1:37:1", "b=1:41:1"});
  for (const std::uint32_t size : std::vector<std::uint32_t>{0, 1, 7, 64, 1000, 4096})
    CHECK(sorted(cells_of_shard(blocks(grid, {.block_cells = size}))) == first_numbers(37 * 41));
}

TEST_CASE("shards have each cell of one run once, in the same blocks") {
  const ParamSpace grid = space({"a=1:37:1", "b=1:41:1"});
  for (const std::uint32_t shards : std::vector<std::uint32_t>{1, 2, 3, 7, 500}) {
    CAPTURE(shards);
    Cells all;
    for (std::uint32_t shard = 1; shard <= shards; ++shard) {
      const Cells part = cells_of_shard(blocks(grid, {.shard = shard, .shards = shards}));
      all.insert(all.end(), part.begin(), part.end());
    }
    CHECK(sorted(all) == first_numbers(37 * 41));
  }
}

TEST_CASE("shards of a draw have each drawn cell once") {
  const ParamSpace grid = space({"a=1:37:1", "b=1:41:1"}, {"a < b"});
  const Cells whole = cells_of_shard(blocks(grid, {.max_tries = 100, .seed = 5}));
  CHECK(whole.size() == 100);
  Cells all;
  for (const std::uint32_t shard : std::vector<std::uint32_t>{1, 2, 3}) {
    const Cells part =
        cells_of_shard(blocks(grid, {.max_tries = 100, .seed = 5, .shard = shard, .shards = 3}));
    all.insert(all.end(), part.begin(), part.end());
  }
  CHECK(sorted(all) == sorted(whole));
}

TEST_CASE("a small sweep has many small blocks, a large one blocks of 4,096") {
  CHECK(blocks(space({"a=1:200:1"}), {}).block_cells() == 1);
  CHECK(blocks(space({"a=1:1000:1", "b=1:100:1"}), {}).block_cells() == 256);
  CHECK(blocks(space({"a=1:10000:1", "b=1:10000:1"}), {}).block_cells() == 4096);
}

TEST_CASE("a single cell is a sweep of one block") {
  const ParamSpace grid = space({"a=1"});
  CHECK(cells_of_shard(blocks(grid, {})) == Cells{0});
  CHECK(cells_of_shard(blocks(grid, {.shard = 2, .shards = 3})).empty());
}

TEST_CASE("a shard that is none of the shards is refused") {
  const ParamSpace grid = space({"a=1,2"});
  for (const std::uint32_t shard : std::vector<std::uint32_t>{0, 4}) {
    const auto made = SweepBlocks::create(grid, {.shard = shard, .shards = 3}, false);
    REQUIRE(!made);
    CHECK(made.error().fault == Fault::Usage);
    CHECK(made.error().message ==
          "there is no shard " + std::to_string(shard) + " of 3; write one of 1/3 to 3/3");
  }
}
