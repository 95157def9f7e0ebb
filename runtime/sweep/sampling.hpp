// Draws cells of a grid without replacement, the same on every machine.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/sweep/param_space.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

namespace stratgen {

// A pseudo-random order of the numbers below `size`, by seed: a Feistel network over pairs (left,
// right) of a domain just above `size`, walked until it ends below `size` (J. Black and P. Rogaway,
// "Ciphers with Arbitrary Finite Domains", CT-RSA 2002).
class Permutation {
 public:
  Permutation(std::uint64_t size, std::uint64_t seed);  // 1 <= size <= 2^63
  std::uint64_t operator()(std::uint64_t i) const;      // i < size

 private:
  std::uint64_t size_, left_, right_;
  std::array<std::uint64_t, 8> keys_;
};

// Who has looked at so many cells in a row, and the constraints admitted none, looks no further: a
// few seconds.
inline constexpr std::uint64_t most_misses = std::uint64_t{1} << 24;

// A draw of more, 512 MB of numbers, is Fault::Usage.
inline constexpr std::uint64_t most_drawn = std::uint64_t{1} << 26;

// The first `count` cells of the order that the constraints admit; none where there are no more
// than `count` of them, so the whole grid is meant. Fault::Interrupted when `interrupted` is set,
// Fault::Usage after most_misses.
Result<std::optional<std::vector<std::uint64_t>>> draw_cells(const ParamSpace& space,
                                                             std::uint64_t count,
                                                             std::uint64_t seed,
                                                             const std::atomic<bool>& interrupted);

}  // namespace stratgen
