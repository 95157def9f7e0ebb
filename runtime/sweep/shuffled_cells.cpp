#include "runtime/sweep/shuffled_cells.hpp"

#include <bit>

namespace stratgen {

std::uint64_t splitmix64(std::uint64_t state) {
  std::uint64_t z = state + 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

ShuffledCells::ShuffledCells(std::uint64_t size, std::uint64_t seed) : size_(size) {
  if (size > 4) half_bits_ = (static_cast<int>(std::bit_width(size - 1)) + 1) / 2;
  std::uint64_t key = seed;
  for (std::uint64_t& round : keys_) round = key = splitmix64(key);
}

std::uint64_t ShuffledCells::permuted(std::uint64_t number) const {
  const std::uint64_t mask = (std::uint64_t{1} << half_bits_) - 1;
  std::uint64_t left = number >> half_bits_, right = number & mask;
  for (const std::uint64_t key : keys_) {
    const std::uint64_t next = left ^ (splitmix64(right ^ key) & mask);
    left = right;
    right = next;
  }
  return left << half_bits_ | right;
}

std::uint64_t ShuffledCells::at(std::uint64_t place) const {
  std::uint64_t cell = permuted(place);
  while (cell >= size_) cell = permuted(cell);
  return cell;
}

}  // namespace stratgen
