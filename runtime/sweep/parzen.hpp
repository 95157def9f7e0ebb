// ParzenDensity: a probability for each cell of a space, estimated from some of the cells.
#pragma once

#include "runtime/sweep/search_axes.hpp"

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

namespace stratgen {

// Cells as positions in [0, 1] on each axis, axis by axis: those of axis a begin at a * capacity.
struct CellPositions {
  std::size_t capacity = 0, count = 0;
  std::vector<std::uint64_t> cells;
  std::vector<float> positions;

  CellPositions(std::size_t axes, std::size_t most);
  void clear() { count = 0; }
  void add(std::uint64_t cell, std::span<const SearchAxis> axes);
  const float* axis(std::size_t a) const { return positions.data() + a * capacity; }
};

// A mixture of one kernel around each of the cells, and of a uniform prior that weighs as much as
// one of them. A kernel is the product over the axes of a normal density cut off at the ends of
// [0, 1], or on an unordered axis, of Aitchison and Aitken's (1976): 1 - u for the same value, u
// shared among the others. So axes that hang together (fast below slow) are seen together.
//
// The density at the middle of a step stands for all of it. Bandwidths are a third of Scott's
// (1992), spread * n^(-1 / (axes + 4)), with the spread of the cells on that axis; at least half a
// step.
class ParzenDensity {
 public:
  ParzenDensity(std::span<const SearchAxis> axes, std::size_t most);

  // Replaces what was there.
  void fit(std::span<const std::uint64_t> cells);
  // The probability of each, in `probabilities`, which has a place for each.
  void rate(const CellPositions& cells, std::span<float> probabilities);
  std::uint64_t sample(std::mt19937_64& random) const;

 private:
  void fit_ordered(std::size_t axis, double shrink);
  void fit_unordered(std::size_t axis, double shrink);
  double spread(std::size_t axis) const;

  std::span<const SearchAxis> axes_;
  CellPositions centres_;
  float prior_ = 0;                    // the probability that it adds to each cell
  std::vector<float> weights_;         // of each kernel: the probability that it gives its own cell
  std::vector<double> bandwidths_;     // of each axis; unordered: the chance of another value
  std::vector<float> distance_units_;  // makes distances exponents of 2; unordered: the exponent
  std::vector<float> exponents_;
};

}  // namespace stratgen
