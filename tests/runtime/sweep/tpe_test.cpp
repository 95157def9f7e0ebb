#include "runtime/sweep/parzen.hpp"
#include "tests/runtime/sweep/search_spaces.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>
#include <random>

using namespace stratgen;
using namespace search_spaces;

namespace {

std::vector<float> rated(ParzenDensity& density, const ParamSpace& all,
                         const std::vector<SearchAxis>& axes) {
  CellPositions positions(axes.size(), all.size());
  for (std::uint64_t cell = 0; cell < all.size(); ++cell) positions.add(cell, axes);
  std::vector<float> probabilities(all.size());
  density.rate(positions, probabilities);
  return probabilities;
}

}  // namespace

TEST_CASE("a Parzen density sums to 1 over the cells, at the ends of axes too") {
  const ParamSpace mixed = space({"a=1:60:1", "b=true,false", "c=1:20:1", "d=4,1,3"});
  const std::vector<SearchAxis> axes = search_axes(mixed);
  ParzenDensity density(axes, 8);
  // Wide kernels: their middles lie far apart. To 1 %: a density at the middle stands for a cell.
  density.fit(std::vector<std::uint64_t>{0, mixed.size() - 1, mixed.size() / 2, 17});
  const std::vector<float> probabilities = rated(density, mixed, axes);
  const double sum = std::accumulate(probabilities.begin(), probabilities.end(), 0.0);
  CHECK(sum == doctest::Approx(1).epsilon(0.01));
}

TEST_CASE("a Parzen density without cells is uniform") {
  const ParamSpace plane = space({"a=1:10:1", "b=1:10:1"});
  const std::vector<SearchAxis> axes = search_axes(plane);
  ParzenDensity density(axes, 8);
  density.fit({});
  for (const float probability : rated(density, plane, axes)) {
    CHECK(probability == doctest::Approx(0.01));
  }
}

TEST_CASE("cells are sampled as often as their probability says") {
  const ParamSpace mixed = space({"a=1:40:1", "b=2,1,3"});
  const std::vector<SearchAxis> axes = search_axes(mixed);
  ParzenDensity density(axes, 8);
  density.fit(std::vector<std::uint64_t>{4, 61, 119});
  const std::vector<float> probabilities = rated(density, mixed, axes);
  std::mt19937_64 random(3);
  std::vector<int> counts(mixed.size());
  constexpr int draws = 200'000;
  for (int i = 0; i < draws; ++i) ++counts[density.sample(random)];
  for (std::uint64_t cell = 0; cell < mixed.size(); ++cell) {
    // Five standard deviations of a count, and 2 % for taking a density at the middle of a step.
    const auto probability = static_cast<double>(probabilities[cell]);
    const double error = 5 * std::sqrt(probability / draws) + 0.02 * probability;
    CHECK(std::fabs(counts[cell] / static_cast<double>(draws) - probability) < error);
  }
}

TEST_CASE("cells near the fitted ones are likelier, and other values of a bool alike") {
  const ParamSpace mixed = space({"a=1:50:1", "b=5,3,4,1"});
  const std::vector<SearchAxis> axes = search_axes(mixed);
  ParzenDensity density(axes, 8);
  density.fit(std::vector<std::uint64_t>{20 * 4, 22 * 4});
  const std::vector<float> p = rated(density, mixed, axes);
  CHECK(p[21 * 4] > p[24 * 4]);
  CHECK(p[24 * 4] > p[40 * 4]);
  CHECK(p[21 * 4] > p[21 * 4 + 1]);
  CHECK(p[21 * 4 + 1] == p[21 * 4 + 3]);
}

TEST_CASE("TPE settles on the right values of a bool and of a list without order") {
  const ParamSpace mixed = space({"a=1:50:1", "b=true,false", "c=4,1,3,2,5", "d=1:50:1"});
  const auto formula = [](std::span<const double> v) {
    return (v[1] == 1 ? 0 : -300) + (v[2] == 3 ? 0 : -300) - std::pow(v[0] - 31, 2) -
           std::pow(v[3] - 7, 2);
  };
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    SearchOptions with_seed = options("tpe", 1000);  // of 25,000 cells
    with_seed.seed = seed;
    double best = -HUGE_VAL;
    for (const CellResult& cell : found(mixed, with_seed, evaluate(mixed, formula)).evaluated) {
      best = std::max(best, cell.result.statistics.sharpe_ratio);
    }
    CHECK(best == 0);
  }
}
