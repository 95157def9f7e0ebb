#include "runtime/sweep/search_trials.hpp"

#include <cmath>

namespace stratgen {
namespace {

double score_of(const Metric& metric, const Cell& cell) {
  if (cell.ending != Ending::Completed) return Trials::worst;
  const double score = metric.score(cell.statistics);
  return std::isnan(score) ? Trials::worst : score;
}

}  // namespace

Trials::Trials(const ParamSpace& space, const SearchOptions& options, const Evaluate& evaluate,
               const std::atomic<bool>& interrupted)
    : space_(space),
      options_(options),
      evaluate_(evaluate),
      interrupted_(interrupted),
      order_(space.size(), options.seed),
      values_(space.declared().size()) {}

bool Trials::ended() const { return size() >= options_.max_tries || interrupted(); }

bool Trials::admits(std::uint64_t cell) {
  if (!space_.constrained()) return true;
  space_.values(cell, values_);
  return space_.admits(values_);
}

std::optional<std::size_t> Trials::find(std::uint64_t cell) const {
  const auto found = trial_of_.find(cell);
  if (found == trial_of_.end()) return std::nullopt;
  return found->second;
}

Result<void> Trials::run(std::span<const std::uint64_t> cells) {
  batch_.clear();
  if (ended()) return {};
  const std::size_t first = size();
  for (const std::uint64_t cell : cells) {
    if (first + batch_.size() >= options_.max_tries) break;
    if (!is_new(cell) || !admits(cell)) continue;
    trial_of_.emplace(cell, first + batch_.size());
    batch_.push_back(cell);
  }
  if (batch_.empty()) return {};
  evaluated_.resize(first + batch_.size());
  STRATGEN_CHECK(evaluate_(batch_, std::span(evaluated_).subspan(first)));
  for (std::size_t trial = first; trial < size(); ++trial) {
    for (const Metric& metric : options_.objectives) {
      scores_.push_back(score_of(metric, evaluated_[trial].result));
    }
  }
  return {};
}

void Trials::draw(std::size_t count, std::vector<std::uint64_t>& cells) {
  std::uint64_t misses = 0;
  for (; count > 0 && next_drawn_ < space_.size() && !interrupted(); ++next_drawn_) {
    const std::uint64_t cell = order_(next_drawn_);
    if (!is_new(cell)) continue;
    if (!admits(cell)) {
      if (++misses < most_misses) continue;
      next_drawn_ = space_.size();
      return;
    }
    misses = 0;
    cells.push_back(cell);
    --count;
  }
}

}  // namespace stratgen
