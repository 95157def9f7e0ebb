// SweepSummary: what is kept in memory of a sweep, however many cells it has.
#pragma once

#include "runtime/sweep/metric.hpp"
#include "runtime/sweep/sweep.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace stratgen {

// Counts, the best cells, and what deflation needs. The same, bit for bit, whatever the order in
// which blocks were added; summaries of shards can be added to each other.
class SweepSummary {
 public:
  // Keeps the `top` best cells, at least one, and `sample` of the completed ones, drawn by a hash
  // of the cell.
  SweepSummary(const Metric& metric, std::size_t top, std::size_t sample = 400);

  void add(const BlockResult& block);
  void add(const SweepSummary& other);  // of the same metric, top and sample, and of other cells

  std::uint64_t evaluated() const { return ended(Ending::Completed); }
  std::uint64_t rejected() const { return ended(Ending::Rejected); }
  std::uint64_t failed() const;  // every other ending
  std::uint64_t excluded() const { return excluded_; }
  std::uint64_t ended(Ending ending) const { return endings_[index(ending)].cells; }
  std::optional<std::uint64_t> example_of(Ending ending) const;  // the lowest such cell

  std::vector<CellResult> top() const;  // best first
  // Whether a completed cell that was added is still one of the best.
  bool keeps(const CellResult& result) const;
  std::vector<std::uint64_t> sample() const;  // by cell

  // Of the period_sharpe of completed cells, those without one left out. Each counts to the nearest
  // multiple of 2^-40, and at most 1024 either way; the sums are exact. NaN where there are too
  // few.
  double sharpe_mean() const;
  double sharpe_variance() const;  // over count - 1

  // All but the best cells, as text.
  std::string state() const;
  // Of a summary that has nothing yet: becomes the one whose state and best cells these are. A text
  // that is no state is an Error with Fault::Data.
  Result<void> restore(const std::string& state, std::span<const CellResult> best);

 private:
  __extension__ using Int128 = __int128;
  struct Ended {
    std::uint64_t cells = 0;
    std::uint64_t lowest = UINT64_MAX;
  };
  struct Ranked {
    double score;
    CellResult result;
  };
  using Drawn = std::pair<std::uint64_t, std::uint64_t>;  // hash, cell

  static std::size_t index(Ending ending) { return static_cast<std::size_t>(ending); }
  void add(const CellResult& result);
  void add_sharpe(double sharpe);
  void rank(const Ranked& ranked);
  void draw(const Drawn& drawn);

  Metric metric_;
  std::size_t most_top_, most_drawn_;
  std::uint64_t excluded_ = 0;
  std::array<Ended, 7> endings_;
  std::vector<Ranked> top_;   // a heap, the worst in front
  std::vector<Drawn> drawn_;  // a heap, the highest hash in front
  std::uint64_t sharpes_ = 0;
  Int128 sum_ = 0;                             // of Sharpe ratios times 2^40
  Int128 squares_low_ = 0, squares_high_ = 0;  // of the squares: their low 64 bits, the others
};

}  // namespace stratgen
