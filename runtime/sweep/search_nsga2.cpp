// NSGA-II (Deb, Pratap, Agarwal and Meyarivan 2002) by pagmo, on the indices of the axes. The
// children of a generation are one batch. When none of them is new, the last quarter of the
// population gives way to new random cells.
#include "runtime/sweep/search_axes.hpp"
#include "runtime/sweep/search_methods.hpp"

#include <algorithm>
#include <exception>
#include <pagmo/algorithms/nsga2.hpp>
#include <pagmo/bfe.hpp>
#include <pagmo/population.hpp>
#include <pagmo/problem.hpp>
#include <random>
#include <utility>
#include <vector>

namespace stratgen {
namespace {

constexpr double crossover_chance = 0.95, crossover_index = 10, mutation_index = 50;  // pagmo's
constexpr double worst = 1e100;          // of what pagmo minimises; finite, for it computes with it
constexpr std::size_t least_points = 8;  // pagmo wants a multiple of 4 and more than 5

// What pagmo's copies of the problem and its evaluation share.
struct Children {
  Trials& trials;
  const std::vector<SearchAxis> axes;
  Result<void> outcome = {};

  std::uint64_t cell(std::span<const double> genes) const {
    std::uint64_t cell = 0;
    for (std::size_t a = 0; a < axes.size(); ++a) {
      cell += static_cast<std::uint64_t>(genes[a]) * axes[a].stride;
    }
    return cell;
  }
  pagmo::vector_double genes(std::uint64_t cell) const {
    pagmo::vector_double genes;
    for (const SearchAxis& axis : axes) genes.push_back(static_cast<double>(axis.index(cell)));
    return genes;
  }
  void append_fitness(std::uint64_t cell, pagmo::vector_double& fitness) const {
    const std::optional<std::size_t> trial = trials.find(cell);
    for (std::size_t i = 0; i < trials.options().objectives.size(); ++i) {
      fitness.push_back(trial ? std::clamp(-trials.score(*trial, i), -worst, worst) : worst);
    }
  }
};

struct Problem {
  const Children* children = nullptr;

  // Never called: the population comes with its fitness, and children are evaluated as a batch.
  pagmo::vector_double fitness(const pagmo::vector_double&) const { return {}; }
  std::pair<pagmo::vector_double, pagmo::vector_double> get_bounds() const {
    pagmo::vector_double low, high;
    for (const SearchAxis& axis : children->axes) {
      low.push_back(0);
      high.push_back(static_cast<double>(axis.count - 1));
    }
    return {low, high};
  }
  pagmo::vector_double::size_type get_nobj() const {
    return children->trials.options().objectives.size();
  }
  pagmo::vector_double::size_type get_nix() const { return children->axes.size(); }
};

struct Batch {
  Children* children = nullptr;

  pagmo::vector_double operator()(const pagmo::problem&, const pagmo::vector_double& genes) const {
    std::vector<std::uint64_t> cells;
    const std::size_t axes = children->axes.size();
    for (std::size_t i = 0; i < genes.size(); i += axes) {
      cells.push_back(children->cell(std::span(genes).subspan(i, axes)));
    }
    if (children->outcome) children->outcome = children->trials.run(cells);
    pagmo::vector_double fitness;
    for (const std::uint64_t cell : cells) children->append_fitness(cell, fitness);
    return fitness;
  }
};

// Tries `count` new random cells; gives those, or less if there are none.
Result<std::vector<std::uint64_t>> try_random(Trials& trials, std::size_t count) {
  std::vector<std::uint64_t> cells;
  trials.draw(count, cells);
  STRATGEN_CHECK(trials.run(cells));
  return cells;
}

}  // namespace

Result<void> search_nsga2(Trials& trials) try {
  Children children{trials, search_axes(trials.space())};
  const std::size_t points =
      std::max<std::size_t>((trials.options().batch + 3) / 4 * 4, least_points);
  const auto seed = static_cast<unsigned>(std::mt19937_64(trials.options().seed)());
  STRATGEN_TRY(const std::vector<std::uint64_t> first, try_random(trials, points));
  // With no choice of cells there is nothing to breed.
  if (first.size() < points || children.axes.empty()) return {};
  pagmo::population population(pagmo::problem(Problem{&children}), 0, seed);
  for (const std::uint64_t cell : first) {
    pagmo::vector_double fitness;
    children.append_fitness(cell, fitness);
    population.push_back(children.genes(cell), fitness);
  }
  pagmo::nsga2 algorithm(1, crossover_chance, crossover_index,
                         1 / static_cast<double>(children.axes.size()), mutation_index, seed);
  algorithm.set_bfe(pagmo::bfe(Batch{&children}));
  while (!trials.ended()) {
    const std::size_t before = trials.size();
    population = algorithm.evolve(population);
    STRATGEN_CHECK(children.outcome);
    if (trials.size() > before) continue;
    STRATGEN_TRY(const std::vector<std::uint64_t> fresh, try_random(trials, points / 4));
    if (fresh.empty()) break;
    for (std::size_t i = 0; i < fresh.size(); ++i) {
      pagmo::vector_double fitness;
      children.append_fitness(fresh[i], fitness);
      population.set_xf(points - 1 - i, children.genes(fresh[i]), fitness);
    }
  }
  return {};
} catch (const std::exception& error) {
  return fail(Fault::Internal, std::string("pagmo's NSGA-II failed: ") + error.what());
}

}  // namespace stratgen
