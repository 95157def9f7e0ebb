// The tree-structured Parzen estimator of Bergstra, Bardenet, Bengio and Kégl, "Algorithms for
// Hyper-Parameter Optimization" (NIPS 2011), over the cells of a grid.
//
// What was tried is split into the good (the best share `good_share`) and the rest; each gets a
// ParzenDensity, l and g. New cells are sampled from l, and those with the highest l / g are tried,
// which the paper shows to be those with the highest expected improvement. Choices of ours:
//
// - Kernels are joint over the axes, as in BOHB (Falkner, Klein and Hutter 2018): strategies'
//   parameters hang together.
// - Only cells that are new are candidates, so that a neighbourhood that was tried out empties and
//   the search moves on by itself; the batch is the best of them, each once.
// - Of the rest a random part of `most_rest` is used, and of the good at most `most_good`, so that
// a
//   proposal costs the same however long the search runs.
#include "runtime/sweep/parzen.hpp"
#include "runtime/sweep/search_methods.hpp"

#include <algorithm>
#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>
#include <random>
#include <unordered_set>
#include <vector>

namespace stratgen {
namespace {

constexpr double good_share = 0.1;
constexpr std::size_t least_good = 8, most_good = 64, most_rest = 128;
constexpr std::size_t candidates_each = 16;  // for each cell of a batch

class Tpe {
 public:
  explicit Tpe(Trials& trials)
      : trials_(trials),
        axes_(search_axes(trials.space())),
        random_(trials.options().seed),
        good_density_(axes_, most_good),
        rest_density_(axes_, most_rest),
        candidates_(axes_.size(), candidates_each * trials.options().batch) {}

  // Appends `count` new cells, if it finds so many.
  void propose(std::size_t count, std::vector<std::uint64_t>& cells) {
    split();
    if (best_.empty()) return;
    sample(candidates_each * count);
    good_.resize(candidates_.count);
    rest_.resize(candidates_.count);
    good_density_.rate(candidates_, good_);
    rest_density_.rate(candidates_, rest_);
    order_.resize(candidates_.count);
    for (std::size_t i = 0; i < order_.size(); ++i) {
      good_[i] /= rest_[i];
      order_[i] = i;
    }
    count = std::min(count, order_.size());
    std::ranges::partial_sort(order_, order_.begin() + static_cast<std::ptrdiff_t>(count),
                              [&](std::size_t a, std::size_t b) {
                                return good_[a] != good_[b] ? good_[a] > good_[b] : a < b;
                              });
    for (std::size_t i = 0; i < count; ++i) cells.push_back(candidates_.cells[order_[i]]);
  }

 private:
  bool better(std::size_t a, std::size_t b) const {
    return ranks_before(trials_.score(a), a, trials_.score(b), b);
  }

  // Keeps the best trials in order, and chooses which of them, and which of the rest, to model.
  void split() {
    for (; seen_ < trials_.size(); ++seen_) {
      if (!std::isfinite(trials_.score(seen_)) && trials_.score(seen_) < 0) continue;
      if (best_.size() == most_good && !better(seen_, best_.back())) continue;
      const auto place = std::ranges::upper_bound(
          best_, seen_, [&](std::size_t a, std::size_t b) { return better(a, b); });
      best_.insert(place, seen_);
      if (best_.size() > most_good) best_.pop_back();
    }
    const auto share = static_cast<std::size_t>(good_share * static_cast<double>(seen_));
    const std::size_t good = std::min(std::clamp(share, least_good, most_good), best_.size());
    if (good == 0) return;
    model_.clear();
    for (std::size_t i = 0; i < good; ++i) model_.push_back(trials_[best_[i]].cell);
    good_density_.fit(model_);
    model_.clear();
    boost::random::uniform_int_distribution<std::size_t> pick(0, seen_ - 1);
    const bool all = seen_ - good <= most_rest;
    for (std::size_t i = 0; i < (all ? seen_ : most_rest); ++i) {
      const std::size_t trial = all ? i : pick(random_);
      if (better(best_[good - 1], trial)) model_.push_back(trials_[trial].cell);
    }
    rest_density_.fit(model_);
  }

  // Distinct new cells, from the density of the good.
  void sample(std::size_t count) {
    candidates_.clear();
    sampled_.clear();
    for (std::size_t i = 0; i < 2 * count && candidates_.count < count; ++i) {
      const std::uint64_t cell = good_density_.sample(random_);
      if (!trials_.is_new(cell) || !trials_.admits(cell) || !sampled_.insert(cell).second) continue;
      candidates_.add(cell, axes_);
    }
  }

  Trials& trials_;
  const std::vector<SearchAxis> axes_;
  std::mt19937_64 random_;
  std::size_t seen_ = 0;
  std::vector<std::size_t> best_;
  std::vector<std::uint64_t> model_;
  ParzenDensity good_density_, rest_density_;
  CellPositions candidates_;
  std::unordered_set<std::uint64_t> sampled_;
  std::vector<float> good_, rest_;
  std::vector<std::size_t> order_;
};

}  // namespace

Result<void> search_tpe(Trials& trials) {
  const std::size_t batch = trials.options().batch;
  std::vector<std::uint64_t> cells;
  trials.draw(batch, cells);
  STRATGEN_CHECK(trials.run(cells));
  Tpe tpe(trials);
  while (!trials.ended()) {
    cells.clear();
    tpe.propose(batch, cells);
    if (cells.size() < batch) trials.draw(batch - cells.size(), cells);
    if (cells.empty()) break;
    STRATGEN_CHECK(trials.run(cells));
  }
  return {};
}

}  // namespace stratgen
