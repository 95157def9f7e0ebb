#include "runtime/sweep/pareto.hpp"

#include <algorithm>
#include <cmath>

namespace stratgen {
namespace {

enum class Standing { Better, Worse, Equal, Neither };

// Of `a` before `b`.
Standing compare(std::span<const double> a, std::span<const double> b) {
  bool better = false, worse = false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    better |= a[i] > b[i];
    worse |= a[i] < b[i];
  }
  if (better && worse) return Standing::Neither;
  if (better) return Standing::Better;
  return worse ? Standing::Worse : Standing::Equal;
}

}  // namespace

ParetoFront::ParetoFront(std::span<const Metric> objectives)
    : objectives_(objectives.begin(), objectives.end()), scores_(objectives.size()) {}

void ParetoFront::add(const CellResult& result) {
  if (result.result.ending != Ending::Completed) return;
  for (std::size_t i = 0; i < scores_.size(); ++i) {
    scores_[i] = objectives_[i].score(result.result.statistics);
    if (std::isnan(scores_[i])) return;
  }
  add(result, scores_);
}

void ParetoFront::add(const ParetoFront& other) {
  for (const Member& member : other.members_) add(member.result, member.scores);
}

// Most of a sweep's cells are dominated by many members. The one that did it moves a step to the
// front, so that those which dominate much are met first.
void ParetoFront::add(const CellResult& result, std::span<const double> scores) {
  for (std::size_t i = 0; i < members_.size();) {
    Member& member = members_[i];
    const Standing standing = compare(scores, member.scores);
    if (standing == Standing::Worse) {
      if (i > 0) std::swap(members_[i], members_[i - 1]);
      return;
    }
    if (standing == Standing::Equal) {
      if (result.cell < member.result.cell) member.result = result;
      return;
    }
    if (standing == Standing::Better) {
      std::swap(member, members_.back());
      members_.pop_back();
    } else {
      ++i;
    }
  }
  members_.push_back({result, {scores.begin(), scores.end()}});
}

std::vector<CellResult> ParetoFront::cells() const {
  std::vector<CellResult> cells;
  for (const Member& member : members_) cells.push_back(member.result);
  std::ranges::sort(cells, {}, &CellResult::cell);
  return cells;
}

}  // namespace stratgen
