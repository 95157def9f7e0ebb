#include "runtime/market/split_ratio.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace stratgen {
namespace {

constexpr std::array<SplitRatio, 26> ratios = {
    {{5, 4},  {4, 3},  {3, 2},  {2, 1},  {5, 2},  {3, 1},  {4, 1},  {5, 1},  {6, 1},
     {7, 1},  {8, 1},  {9, 1},  {10, 1}, {12, 1}, {15, 1}, {16, 1}, {18, 1}, {20, 1},
     {25, 1}, {30, 1}, {35, 1}, {40, 1}, {50, 1}, {60, 1}, {75, 1}, {100, 1}}};

// A ratio next to the best one must be this many times farther off.
constexpr double clear = 3;

}  // namespace

std::string to_text(SplitRatio ratio) {
  return fmt::format("{}:{}", ratio.new_shares, ratio.old_shares);
}

std::optional<SplitMatch> match_split(double jump, double tolerance) {
  const double size = std::fabs(jump);
  SplitRatio best;
  double least = INFINITY, second = INFINITY;
  for (const SplitRatio& ratio : ratios) {
    const double left = std::fabs(size - std::log(ratio.value()));
    if (left < least) {
      second = least;
      least = left;
      best = ratio;
    } else if (left < second) {
      second = left;
    }
  }
  if (least > tolerance) return {};
  // Prices that fall are those of more shares.
  const bool forward = jump < 0;
  const SplitRatio ratio = forward ? best : SplitRatio{best.old_shares, best.new_shares};
  const double residual = jump + std::log(ratio.value());
  return SplitMatch{ratio, residual, second >= clear * least};
}

}  // namespace stratgen
