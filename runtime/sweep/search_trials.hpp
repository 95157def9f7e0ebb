// Trials: the cells that a search has tried, and the only way to try more. It is what keeps every
// method from trying a cell twice, one that the constraint excludes, or more than was asked for.
#pragma once

#include "runtime/sweep/sampling.hpp"
#include "runtime/sweep/search.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace stratgen {

class Trials {
 public:
  // Borrows all of them.
  Trials(const ParamSpace& space, const SearchOptions& options, const Evaluate& evaluate,
         const std::atomic<bool>& interrupted);

  const ParamSpace& space() const { return space_; }
  const SearchOptions& options() const { return options_; }

  // Tries those of `cells` that are new and admitted, in their order, as one batch and as long as
  // tries are left. A batch that was begun is finished.
  Result<void> run(std::span<const std::uint64_t> cells);
  // Appends up to `count` cells to `cells` that could be tried, in a pseudo-random order. When it
  // finds none, the space is exhausted, or so nearly that it looks no further (most_misses).
  void draw(std::size_t count, std::vector<std::uint64_t>& cells);

  bool ended() const;  // no more tries, or interrupted
  bool interrupted() const { return interrupted_.load(std::memory_order_relaxed); }
  bool is_new(std::uint64_t cell) const { return !trial_of_.contains(cell); }
  bool admits(std::uint64_t cell);

  std::size_t size() const { return evaluated_.size(); }
  const CellResult& operator[](std::size_t trial) const { return evaluated_[trial]; }
  std::optional<std::size_t> find(std::uint64_t cell) const;
  // To be maximised; `worst` where the cell did not complete or the metric is undefined.
  static constexpr double worst = -std::numeric_limits<double>::infinity();
  double score(std::size_t trial, std::size_t objective = 0) const {
    return scores_[trial * options_.objectives.size() + objective];
  }
  std::vector<CellResult> take() { return std::move(evaluated_); }

 private:
  const ParamSpace& space_;
  const SearchOptions& options_;
  const Evaluate& evaluate_;
  const std::atomic<bool>& interrupted_;
  Permutation order_;
  std::uint64_t next_drawn_ = 0;
  std::vector<CellResult> evaluated_;
  std::vector<double> scores_;  // one for each objective of each trial
  std::unordered_map<std::uint64_t, std::size_t> trial_of_;
  std::vector<std::uint64_t> batch_;
  std::vector<double> values_;
};

}  // namespace stratgen
