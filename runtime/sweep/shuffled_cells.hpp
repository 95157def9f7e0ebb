// ShuffledCells: all numbers below a size in a pseudo-random order, each once, none stored.
#pragma once

#include <array>
#include <cstdint>

namespace stratgen {

// A Feistel network of six rounds over the least even number of bits that hold the size (Luby and
// Rackoff 1988); where it leads out of the size it is followed on until it comes back ("cycle
// walking", Black and Rogaway 2002), four steps or fewer in the mean.
class ShuffledCells {
 public:
  ShuffledCells(std::uint64_t size, std::uint64_t seed);

  std::uint64_t size() const { return size_; }
  // The cell at `place`, which is below size().
  std::uint64_t at(std::uint64_t place) const;

 private:
  std::uint64_t permuted(std::uint64_t number) const;

  std::uint64_t size_;
  int half_bits_ = 1;
  std::array<std::uint64_t, 6> keys_{};
};

// Scrambles 64 bits: one step of SplitMix64 (Steele, Lea and Flood 2014) from `state`.
std::uint64_t splitmix64(std::uint64_t state);

}  // namespace stratgen
