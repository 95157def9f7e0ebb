#include "compiler/knowledge/closest_name.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace stratgen {
namespace {

constexpr std::size_t longest_compared = 64;  // longer ones are no typing errors

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({substituted, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

bool begins(std::string_view name, std::string_view whole) {
  return name.size() >= 3 && whole.starts_with(name);
}

}  // namespace

std::string closest_name(std::string_view name, std::span<const std::string> candidates) {
  if (name.size() > longest_compared) return {};
  const std::string* closest = nullptr;
  std::size_t smallest = 0;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > longest_compared) continue;
    const std::size_t distance = edit_distance(name, candidate);
    const std::size_t forgiven =
        std::max<std::size_t>(1, std::max(name.size(), candidate.size()) / 3);
    const bool close = distance <= forgiven || begins(name, candidate) || begins(candidate, name);
    if (close && (closest == nullptr || distance < smallest)) {
      closest = &candidate;
      smallest = distance;
    }
  }
  return closest == nullptr ? std::string{} : *closest;
}

std::string did_you_mean(std::string_view name, std::span<const std::string> candidates) {
  const std::string closest = closest_name(name, candidates);
  return closest.empty() ? closest : "; did you mean " + closest + "?";
}

}  // namespace stratgen
