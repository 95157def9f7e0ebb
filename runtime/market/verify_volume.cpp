// Volumes that are missing, and shifts of their level.
#include "runtime/market/verify_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace stratgen {
namespace {

// A change of feed: within this many bars on one side nine of ten volumes are below what nine of
// ten are above on the other, and the medians are this many times apart.
constexpr std::size_t level_bars = 40;
constexpr double level_factor = 15;  // IEX alone has a thirtieth of the tape
constexpr std::size_t outside = level_bars / 10;

// A shift is looked for where volumes differ so much from one bar to the next...
constexpr double candidate = 0.7;  // a factor of 2

struct Level {
  double low = 0, middle = 0, high = 0;
};

// Of logarithms; `values` are sorted.
Level level_of(std::vector<double>& values) {
  std::sort(values.begin(), values.end());
  return {values[outside], values[values.size() / 2], values[values.size() - 1 - outside]};
}

// The logarithm of the shift of volume at a row, 0 where there is none.
double shift_at(const Bars& bars, std::size_t row, std::vector<double>& before,
                std::vector<double>& after) {
  before.clear();
  after.clear();
  for (std::size_t i = row - level_bars; i < row + level_bars; ++i) {
    (i < row ? before : after).push_back(std::log(std::max(bars.volume[i], 1e-9)));
  }
  const Level old_level = level_of(before), new_level = level_of(after);
  const double shift = new_level.middle - old_level.middle;
  const bool apart = shift > 0 ? new_level.low > old_level.high : new_level.high < old_level.low;
  return apart && std::fabs(shift) > std::log(level_factor) ? shift : 0;
}

// How much two neighbouring bars differ.
double step_at(const Bars& bars, std::size_t row) {
  return std::fabs(
      std::log(std::max(bars.volume[row], 1e-9) / std::max(bars.volume[row - 1], 1e-9)));
}

}  // namespace

void check_volume(const Measured& m, Defects& found) {
  const std::vector<double>& volume = m.bars.volume;
  const auto silent = std::count(volume.begin(), volume.end(), 0.0);
  if (silent > 0 && !m.has_volume) {
    found.push_back(
        {.kind = "volume",
         .severity = Severity::Note,
         .bar = {},
         .time = {},
         .line = {},
         .message = fmt::format("{} of {} bars have a volume of zero", silent, m.size()),
         .repair = "use no rule that reads the volume"});
    return;
  }
  for (std::size_t i = 0; i < m.size(); ++i) {
    if (volume[i] < 0) {
      found.push_back(at_row(m, i, "volume", Severity::Warning,
                             fmt::format("volume {} is negative", volume[i])));
    }
    if (volume[i] != 0) continue;
    std::size_t end = i + 1;
    while (end < m.size() && volume[end] == 0) ++end;
    found.push_back(at_row(m, i, "volume", Severity::Warning,
                           end - i == 1 ? std::string("volume is zero")
                                        : fmt::format("volume is zero in {} bars up to {}", end - i,
                                                      date_text(m, end - 1)),
                           "compare with another source"));
    i = end - 1;
  }
}

void check_volume_level(const Measured& m, Defects& found) {
  if (!m.has_volume || m.expected.timeframe != "1d") return;
  std::vector<double> before, after;
  std::size_t best = 0;
  double best_shift = 0;
  // Neighbouring rows see the same shift; the one with the largest step is it.
  const auto report = [&] {
    if (best == 0) return;
    found.push_back(at_row(
        m, best, "seam", Severity::Warning,
        fmt::format("the usual volume becomes {:.3g} times what it was, as at a change of feed",
                    std::exp(best_shift)),
        "compare volumes within one side only"));
    best = 0;
  };
  for (std::size_t i = level_bars; i + level_bars <= m.size(); ++i) {
    if (best != 0 && i > best + level_bars) report();
    if (!(step_at(m.bars, i) > candidate)) continue;
    const double shift = shift_at(m.bars, i, before, after);
    if (shift == 0) continue;
    if (best != 0 && step_at(m.bars, i) <= step_at(m.bars, best)) continue;
    best = i;
    best_shift = shift;
  }
  report();
}

}  // namespace stratgen
