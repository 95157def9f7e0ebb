#include "runtime/sweep/sampling.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
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

std::optional<Cells> draw(const ParamSpace& from, std::uint64_t count, std::uint64_t seed) {
  auto drawn = draw_cells(from, count, seed, false);
  REQUIRE(drawn);
  return std::move(*drawn);
}

}  // namespace

TEST_CASE("a permutation has every number once, whatever the size") {
  for (const std::uint64_t size :
       std::vector<std::uint64_t>{1, 2, 3, 4, 5, 7, 16, 97, 100, 1000, 4099, 65536}) {
    for (const std::uint64_t seed : std::vector<std::uint64_t>{0, 1, 12345}) {
      CAPTURE(size);
      const Permutation order(size, seed);
      std::vector<bool> seen(size);
      for (std::uint64_t i = 0; i < size; ++i) {
        const std::uint64_t number = order(i);
        REQUIRE(number < size);
        REQUIRE(!seen[number]);
        seen[number] = true;
      }
    }
  }
}

TEST_CASE("a permutation of the largest grid stays within it and repeats nothing") {
  const std::uint64_t size = std::uint64_t{1} << 63;
  const Permutation order(size, 1);
  std::set<std::uint64_t> seen;
  for (std::uint64_t i = 0; i < 10000; ++i) {
    const std::uint64_t number = order(i);
    REQUIRE(number < size);
    seen.insert(number);
  }
  CHECK(seen.size() == 10000);
}

// 4,000 seeds draw 3 of 12 numbers: each should come up 1,000 times, give or take the deviation of
// sqrt(4000 * 1/4 * 3/4) = 27.4; and each of 12 * 11 ordered pairs of the first two 30.3 times.
TEST_CASE("over the seeds every number and every pair is as likely as the others") {
  std::array<int, 12> times{};
  std::array<int, 144> pairs{};
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    const Permutation order(12, seed);
    for (std::uint64_t i = 0; i < 3; ++i) ++times[order(i)];
    ++pairs[order(0) * 12 + order(1)];
  }
  for (const int t : times) CHECK(std::abs(t - 1000) < 5 * 28);
  double chi_squared = 0;
  for (std::size_t k = 0; k < 144; ++k)
    if (k / 12 != k % 12) chi_squared += std::pow(pairs[k] - 4000 / 132.0, 2) / (4000 / 132.0);
  CHECK(chi_squared < 131 + 5 * std::sqrt(2 * 131));  // 131 degrees of freedom
}

// With integers only, so that a sweep drawn on one machine can be resumed on another. Expected
// values from a transcription of the network in Python.
TEST_CASE("the same seed draws the same cells everywhere") {
  const Permutation order(1000, 42);
  CHECK(Cells{order(0), order(1), order(2), order(3)} == Cells{261, 453, 755, 371});
}

TEST_CASE("a draw has as many admitted cells as asked for, each once, by seed") {
  const ParamSpace grid = space({"a=1:50:1", "b=1:50:1"}, {"a < b"});
  const auto drawn = draw(grid, 200, 7);
  REQUIRE(drawn);
  CHECK(std::set<std::uint64_t>(drawn->begin(), drawn->end()).size() == 200);
  for (const std::uint64_t cell : *drawn) CHECK(grid.admits(grid.values(cell)));
  CHECK(draw(grid, 200, 7) == drawn);
  CHECK(draw(grid, 200, 8) != drawn);
}

TEST_CASE("a larger draw has all cells of a smaller one") {
  const ParamSpace grid = space({"a=1:50:1", "b=1:50:1"}, {"a < b"});
  const Cells few = draw(grid, 100, 7).value(), many = draw(grid, 300, 7).value();
  CHECK(std::equal(few.begin(), few.end(), many.begin()));
}

TEST_CASE("asking for as many cells as are admitted means the whole grid") {
  const ParamSpace grid = space({"a=1:10:1", "b=1:10:1"}, {"a < b"});
  CHECK(draw(grid, 44, 1).has_value());  // 10 * 9 / 2 = 45 are admitted
  CHECK(!draw(grid, 45, 1).has_value());
  CHECK(!draw(grid, 1000, 1).has_value());
  CHECK(draw(grid, 0, 1)->empty());
}

TEST_CASE("a draw from a huge grid of which the constraint admits nothing ends with an error") {
  const ParamSpace grid = space({"a=1:1000000:1", "b=1:1000000:1"}, {"a < 0"});
  const auto drawn = draw_cells(grid, 10, 1, false);
  REQUIRE(!drawn);
  CHECK(drawn.error().fault == Fault::Usage);
  CHECK(drawn.error().message.find("of 10 cells to draw the constraints admit 0") == 0);
}

TEST_CASE("a draw that memory does not hold is refused, unless the grid is smaller") {
  const std::uint64_t billion = 1'000'000'000;
  const auto drawn = draw_cells(space({"a=1:1000000:1", "b=1:1000000:1"}), billion, 1, false);
  REQUIRE(!drawn);
  CHECK(drawn.error().message.find("--max-tries 1000000000: at most 67108864 cells") == 0);
  CHECK(!draw(space({"a=1:10:1", "b=1:10:1"}), billion, 1).has_value());
}

TEST_CASE("a draw can be interrupted") {
  const ParamSpace grid = space({"a=1:100000:1", "b=1:100000:1"}, {"a == 0"});
  const auto drawn = draw_cells(grid, 10, 1, true);
  REQUIRE(!drawn);
  CHECK(drawn.error().fault == Fault::Interrupted);
}
