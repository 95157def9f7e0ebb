// CMA-ES (Hansen, "The CMA Evolution Strategy: A Comparing Review", 2006) by pagmo, on positions in
// [0, 1] of each axis. Points beyond an end are mirrored at it, and each stands for its cell.
//
// pagmo's CMA-ES asks for one point after the other. So that a generation is one batch, it is run
// twice: a copy of the algorithm, which draws the same points, tells which they are, and after
// their evaluation the algorithm itself is told the values.
//
// On a grid it converges to one cell, after which a generation holds nothing new; then it starts
// again from the best of a batch of new random cells.
#include "runtime/sweep/search_axes.hpp"
#include "runtime/sweep/search_methods.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <pagmo/algorithms/cmaes.hpp>
#include <pagmo/population.hpp>
#include <pagmo/problem.hpp>
#include <random>
#include <utility>
#include <vector>

namespace stratgen {
namespace {

constexpr double first_step = 0.1;       // standard deviation, of the width of an axis
constexpr double worst = 1e100;          // of what pagmo minimises
constexpr std::size_t least_points = 5;  // that pagmo accepts

// One generation, as pagmo's copies of the problem see it.
struct Generation {
  bool rehearsal = true;
  std::vector<pagmo::vector_double> points;
  std::vector<double> values;
  std::size_t asked = 0;

  double ask(const pagmo::vector_double& point) {
    if (!rehearsal) return values[asked++];
    points.push_back(point);
    return 0;
  }
};

struct Problem {
  Generation* generation = nullptr;
  std::size_t axes = 1;

  pagmo::vector_double fitness(const pagmo::vector_double& point) const {
    return {generation->ask(point)};
  }
  std::pair<pagmo::vector_double, pagmo::vector_double> get_bounds() const {
    return {pagmo::vector_double(axes, 0.0), pagmo::vector_double(axes, 1.0)};
  }
};

double mirrored(double position) {
  position = std::fabs(std::fmod(position, 2.0));
  return position > 1 ? 2 - position : position;
}

class Cmaes {
 public:
  explicit Cmaes(Trials& trials)
      : trials_(trials),
        axes_(search_axes(trials.space())),
        points_(std::max<std::size_t>(trials.options().batch, least_points)) {}

  // From new random cells until a generation has nothing new. False: there are none.
  Result<bool> descend(unsigned seed) {
    cells_.clear();
    trials_.draw(points_, cells_);
    if (cells_.empty()) return false;
    STRATGEN_CHECK(trials_.run(cells_));
    if (axes_.empty()) return true;  // the one cell there is
    pagmo::population population = first_population(seed);
    const pagmo::cmaes algorithm(1, -1, -1, -1, -1, first_step, 0, 0, true, false, seed);
    while (!trials_.ended()) {
      const std::size_t before = trials_.size();
      STRATGEN_CHECK(evaluate_next(algorithm, population));
      if (trials_.size() == before) break;
      generation_.rehearsal = false;
      generation_.asked = 0;
      population = algorithm.evolve(population);
    }
    return true;
  }

 private:
  pagmo::population first_population(unsigned seed) {
    pagmo::population population(pagmo::problem(Problem{&generation_, axes_.size()}), 0, seed);
    for (std::size_t i = 0; i < points_; ++i) {
      const std::uint64_t cell = cells_[i % cells_.size()];
      pagmo::vector_double point;
      for (const SearchAxis& axis : axes_) point.push_back(axis.position(axis.index(cell)));
      population.push_back(point, {value(cell)});
    }
    return population;
  }

  Result<void> evaluate_next(pagmo::cmaes rehearsed, const pagmo::population& population) {
    generation_.rehearsal = true;
    generation_.points.clear();
    rehearsed.evolve(population);
    cells_.clear();
    for (const pagmo::vector_double& point : generation_.points) {
      std::uint64_t cell = 0;
      for (std::size_t a = 0; a < axes_.size(); ++a) {
        cell += axes_[a].index_at(mirrored(point[a])) * axes_[a].stride;
      }
      cells_.push_back(cell);
    }
    STRATGEN_CHECK(trials_.run(cells_));
    generation_.values.clear();
    for (const std::uint64_t cell : cells_) generation_.values.push_back(value(cell));
    return {};
  }

  double value(std::uint64_t cell) const {
    const std::optional<std::size_t> trial = trials_.find(cell);
    return trial ? std::clamp(-trials_.score(*trial), -worst, worst) : worst;
  }

  Trials& trials_;
  const std::vector<SearchAxis> axes_;
  const std::size_t points_;
  std::vector<std::uint64_t> cells_;
  Generation generation_;
};

}  // namespace

Result<void> search_cmaes(Trials& trials) try {
  Cmaes cmaes(trials);
  std::mt19937_64 seeds(trials.options().seed);
  while (!trials.ended()) {
    STRATGEN_TRY(const bool went, cmaes.descend(static_cast<unsigned>(seeds())));
    if (!went) break;
  }
  return {};
} catch (const std::exception& error) {
  return fail(Fault::Internal, std::string("pagmo's CMA-ES failed: ") + error.what());
}

}  // namespace stratgen
