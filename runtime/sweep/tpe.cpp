// The tree-structured Parzen estimator of Bergstra, Bardenet, Bengio and Kégl, "Algorithms for
// Hyper-Parameter Optimization" (NIPS 2011), over the cells of a grid.
//
// What was tried is split into the good (the best `good_share`) and the rest; each gets a
// ParzenDensity, l and g. New cells are sampled from l, and those with the highest l / g are tried,
// which the paper shows to be those with the highest expected improvement. Choices of ours:
//
// - Kernels are joint over the axes, as in BOHB (Falkner, Klein and Hutter 2018): parameters of a
//   strategy hang together.
// - Only cells that are new are candidates, so that a neighbourhood that was tried out empties and
//   the search moves on by itself.
// - Each place of a batch goes to the best of `candidates_each` candidates of its own, which keeps
// a
//   batch apart. One place in `random_every` goes to a random cell, so that no part of the space is
//   given up for good.
// - At most `most_good` of the good are used and a random `most_rest` of the rest, so that a
//   proposal costs the same however long the search runs.
//
// The constants were chosen on benchmarks/landscapes.
#include "runtime/sweep/parzen.hpp"
#include "runtime/sweep/search_methods.hpp"

#include <algorithm>
#include <boost/random/uniform_int_distribution.hpp>
#include <random>
#include <vector>

namespace stratgen {
namespace {

constexpr double good_share = 0.1;
constexpr std::size_t least_good = 8, most_good = 64, most_rest = 128;
constexpr std::size_t candidates_each = 8, random_every = 10;

class Tpe {
 public:
  explicit Tpe(Trials& trials)
      : trials_(trials),
        axes_(search_axes(trials.space())),
        random_(trials.options().seed),
        good_density_(axes_, most_good),
        rest_density_(axes_, most_rest),
        candidates_(axes_.size(), candidates_each * trials.options().batch) {}

  // Appends up to `count` new cells.
  void propose(std::size_t count, std::vector<std::uint64_t>& cells) {
    if (!split()) return;
    sample(candidates_each * count);
    const std::size_t found = candidates_.count;
    good_.resize(found);
    rest_.resize(found);
    good_density_.rate(candidates_, good_);
    rest_density_.rate(candidates_, rest_);
    for (std::size_t place = 0; place < std::min(count, found); ++place) {
      std::size_t best = place;
      for (std::size_t i = place; i < found; i += count) {
        if (good_[i] * rest_[best] > good_[best] * rest_[i]) best = i;
      }
      cells.push_back(candidates_.cells[best]);
    }
  }

 private:
  bool better(std::size_t a, std::size_t b) const {
    return ranks_before(trials_.score(a), a, trials_.score(b), b);
  }

  // Keeps the best trials in order, and models the good and the rest. False: nothing is good yet.
  bool split() {
    for (; seen_ < trials_.size(); ++seen_) {
      if (trials_.score(seen_) == Trials::worst) continue;
      if (best_.size() == most_good && !better(seen_, best_.back())) continue;
      const auto place = std::ranges::upper_bound(
          best_, seen_, [&](std::size_t a, std::size_t b) { return better(a, b); });
      best_.insert(place, seen_);
      if (best_.size() > most_good) best_.pop_back();
    }
    const auto share = static_cast<std::size_t>(good_share * static_cast<double>(seen_));
    const std::size_t good = std::min(std::clamp(share, least_good, most_good), best_.size());
    if (good == 0) return false;
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
    return true;
  }

  // Distinct new cells, from the density of the good.
  void sample(std::size_t count) {
    sampled_.clear();
    for (std::size_t i = 0; i < count; ++i) sampled_.push_back(good_density_.sample(random_));
    std::ranges::sort(sampled_);
    const auto repeated = std::ranges::unique(sampled_);
    sampled_.erase(repeated.begin(), repeated.end());
    candidates_.clear();
    for (const std::uint64_t cell : sampled_) {
      if (trials_.is_new(cell) && trials_.admits(cell)) candidates_.add(cell, axes_);
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
  std::vector<std::uint64_t> sampled_;
  std::vector<float> good_, rest_;
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
    const std::size_t tried = trials.size();
    const std::size_t random = (tried + batch) / random_every - tried / random_every;
    tpe.propose(batch - random, cells);
    trials.draw(batch - cells.size(), cells);
    if (cells.empty()) break;
    STRATGEN_CHECK(trials.run(cells));
  }
  return {};
}

}  // namespace stratgen
