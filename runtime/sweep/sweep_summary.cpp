#include "runtime/sweep/sweep_summary.hpp"

#include "runtime/sweep/mix.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stratgen {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double unit = 0x1p40;
constexpr double most_sharpe = 1024;

}  // namespace

SweepSummary::SweepSummary(const Metric& metric, std::size_t top, std::size_t sample)
    : metric_(metric), most_top_(std::max<std::size_t>(1, top)), most_drawn_(sample) {}

void SweepSummary::add(const BlockResult& block) {
  excluded_ += block.excluded;
  for (const CellResult& result : block.cells) add(result);
}

void SweepSummary::add(const CellResult& result) {
  Ended& ended = endings_[index(result.result.ending)];
  ++ended.cells;
  ended.lowest = std::min(ended.lowest, result.cell);
  if (result.result.ending != Ending::Completed) return;
  const CellStatistics& statistics = result.result.statistics;
  rank({metric_.score(statistics), result});
  draw({mix(result.cell), result.cell});
  add_sharpe(statistics.period_sharpe);
}

void SweepSummary::add(const SweepSummary& other) {
  excluded_ += other.excluded_;
  for (std::size_t k = 0; k < endings_.size(); ++k) {
    endings_[k].cells += other.endings_[k].cells;
    endings_[k].lowest = std::min(endings_[k].lowest, other.endings_[k].lowest);
  }
  for (const Ranked& ranked : other.top_) rank(ranked);
  for (const Drawn& drawn : other.drawn_) draw(drawn);
  sharpes_ += other.sharpes_;
  sum_ += other.sum_;
  squares_low_ += other.squares_low_;
  squares_high_ += other.squares_high_;
}

void SweepSummary::rank(const Ranked& ranked) {
  const auto before = [](const Ranked& a, const Ranked& b) {
    return ranks_before(a.score, a.result.cell, b.score, b.result.cell);
  };
  if (top_.size() == most_top_) {
    if (!before(ranked, top_.front())) return;
    std::ranges::pop_heap(top_, before);
    top_.pop_back();
  }
  top_.push_back(ranked);
  std::ranges::push_heap(top_, before);
}

void SweepSummary::draw(const Drawn& drawn) {
  if (drawn_.size() == most_drawn_) {
    if (drawn_.empty() || drawn > drawn_.front()) return;
    std::ranges::pop_heap(drawn_);
    drawn_.pop_back();
  }
  drawn_.push_back(drawn);
  std::ranges::push_heap(drawn_);
}

void SweepSummary::add_sharpe(double sharpe) {
  if (std::isnan(sharpe)) return;
  const double bounded = std::clamp(sharpe, -most_sharpe, most_sharpe);
  const auto scaled = static_cast<std::int64_t>(bounded * unit + (bounded < 0 ? -0.5 : 0.5));
  const Int128 square = Int128{scaled} * scaled;
  ++sharpes_;
  sum_ += scaled;
  squares_low_ += static_cast<std::uint64_t>(square);
  squares_high_ += square >> 64;
}

std::uint64_t SweepSummary::failed() const {
  std::uint64_t cells = 0;
  for (const Ended& ended : endings_) cells += ended.cells;
  return cells - evaluated() - rejected();
}

std::optional<std::uint64_t> SweepSummary::example_of(Ending ending) const {
  const Ended& ended = endings_[index(ending)];
  if (ended.cells == 0) return std::nullopt;
  return ended.lowest;
}

std::vector<CellResult> SweepSummary::top() const {
  std::vector<Ranked> ranked = top_;
  std::ranges::sort(ranked, [](const Ranked& a, const Ranked& b) {
    return ranks_before(a.score, a.result.cell, b.score, b.result.cell);
  });
  std::vector<CellResult> results;
  for (const Ranked& each : ranked) results.push_back(each.result);
  return results;
}

bool SweepSummary::keeps(const CellResult& result) const {
  if (top_.size() < most_top_) return true;
  const double score = metric_.score(result.result.statistics);
  return !top_.empty() &&
         !ranks_before(top_.front().score, top_.front().result.cell, score, result.cell);
}

std::vector<std::uint64_t> SweepSummary::sample() const {
  std::vector<std::uint64_t> cells;
  for (const auto& [hash, cell] : drawn_) cells.push_back(cell);
  std::ranges::sort(cells);
  return cells;
}

double SweepSummary::sharpe_mean() const {
  if (sharpes_ == 0) return nan;
  return static_cast<double>(sum_) / unit / static_cast<double>(sharpes_);
}

double SweepSummary::sharpe_variance() const {
  if (sharpes_ < 2) return nan;
  const auto count = static_cast<long double>(sharpes_);
  const long double squares =
      static_cast<long double>(squares_high_) * 0x1p64L + static_cast<long double>(squares_low_);
  const auto sum = static_cast<long double>(sum_);
  const long double variance = (squares - sum * sum / count) / (count - 1) / unit / unit;
  return std::max(0.0, static_cast<double>(variance));
}

}  // namespace stratgen
