#include "runtime/sweep/tiled_order.hpp"

#include <doctest/doctest.h>

#include <random>
#include <set>
#include <vector>

using namespace stratgen;

namespace {

std::vector<ParamAxis> axes(const std::vector<std::uint64_t>& counts) {
  std::vector<ParamAxis> made;
  for (const std::uint64_t count : counts) {
    made.emplace_back();
    made.back().count = count;
  }
  return made;
}

}  // namespace

TEST_CASE("every cell has one position and every position one cell") {
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::uint64_t> counts(random() % 5);
    std::uint64_t size = 1;
    for (std::uint64_t& count : counts) size *= count = 1 + random() % 11;
    const TiledOrder order(axes(counts), std::uint64_t{1} << random() % 8);
    std::vector<bool> seen(size);
    for (std::uint64_t position = 0; position < size; ++position) {
      const std::uint64_t cell = order.cell(position);
      REQUIRE(cell < size);
      REQUIRE(!seen[cell]);
      seen[cell] = true;
      REQUIRE(order.position(cell) == position);
    }
    std::vector<std::uint64_t> range;
    const std::uint64_t begin = random() % (size + 1), end = begin + random() % (size - begin + 1);
    order.append_cells(begin, end, range);
    REQUIRE(range.size() == end - begin);
    for (std::uint64_t i = begin; i < end; ++i) REQUIRE(range[i - begin] == order.cell(i));
  }
}

TEST_CASE("a tile is visited row by row, the tiles at the end are smaller") {
  const TiledOrder order(axes({3, 5}), 4);  // tiles of 2 x 2 over rows of 5
  std::vector<std::uint64_t> cells;
  for (std::uint64_t position = 0; position < 15; ++position) cells.push_back(order.cell(position));
  CHECK(cells == std::vector<std::uint64_t>{0, 1, 5, 6, 2, 3, 7, 8, 4, 9, 10, 11, 12, 13, 14});
}

TEST_CASE("one axis is visited in its order") {
  const TiledOrder order(axes({1000}));
  for (std::uint64_t position = 0; position < 1000; ++position)
    CHECK(order.cell(position) == position);
}

TEST_CASE("256 cells in a row need few values of each parameter") {
  const TiledOrder order(axes({1000, 1000}));
  std::set<std::uint64_t> first, second;
  for (std::uint64_t position = 512; position < 768; ++position) {
    first.insert(order.cell(position) / 1000);
    second.insert(order.cell(position) % 1000);
  }
  CHECK(first.size() == 16);
  CHECK(second.size() == 16);
}

TEST_CASE("the largest grid has positions too") {
  const std::uint64_t edge = std::uint64_t{1} << 21;  // 2^63 cells
  const TiledOrder order(axes({edge, edge, edge}));
  for (const std::uint64_t cell : {std::uint64_t{0}, edge * edge * edge - 1, edge * edge * 3 + 5})
    CHECK(order.cell(order.position(cell)) == cell);
}
