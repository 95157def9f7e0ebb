// Volumes that are missing, and shifts of their level.
#include "runtime/market/verify_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace stratgen {
namespace {

// A change of feed: within this many bars on one side nine of ten volumes are below what nine of
// ten are above on the other, and the medians are this many times apart.
constexpr std::size_t level_bars = 40;
constexpr double level_factor = 15;  // IEX alone has a thirtieth of the tape
constexpr std::size_t outside = level_bars / 10;

// A shift is looked for where the means (of logarithms) of so many bars on either side are so far
// apart.
constexpr std::size_t near_bars = 5;
constexpr double near_factor = 6;

constexpr double nothing = 1e-3;

// The logarithms of the volumes, none and unknown ones being next to nothing.
std::vector<double> logarithms(std::span<const double> volume) {
  std::vector<double> logs(volume.size());
  for (std::size_t i = 0; i < volume.size(); ++i) logs[i] = std::log(std::fmax(volume[i], nothing));
  return logs;
}

double near_shift(const std::vector<double>& logs, std::size_t row) {
  double shift = 0;
  for (std::size_t i = 0; i < near_bars; ++i) shift += logs[row + i] - logs[row - 1 - i];
  return shift / near_bars;
}

struct Level {
  double low = 0, middle = 0, high = 0;
};

Level level_of(const std::vector<double>& logs, std::size_t from) {
  std::array<double, level_bars> values{};
  std::copy_n(logs.begin() + static_cast<std::ptrdiff_t>(from), level_bars, values.begin());
  std::sort(values.begin(), values.end());
  return {values[outside], values[level_bars / 2], values[level_bars - 1 - outside]};
}

// The logarithm of the shift of volume at a row, 0 where there is none.
double shift_at(const std::vector<double>& logs, std::size_t row) {
  const Level before = level_of(logs, row - level_bars), after = level_of(logs, row);
  if (std::min(before.middle, after.middle) <= std::log(nothing)) return 0;  // none at all
  const double shift = after.middle - before.middle;
  const bool apart = shift > 0 ? after.low > before.high : after.high < before.low;
  return apart && std::fabs(shift) > std::log(level_factor) ? shift : 0;
}

}  // namespace

void check_volume(const Measured& m, Defects& found) {
  const BarColumn<double>& volume = m.bars.volume;
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
  const std::vector<double> logs = logarithms(m.bars.volume);
  for (std::size_t i = level_bars; i + level_bars <= m.size(); ++i) {
    if (!(std::fabs(near_shift(logs, i)) > std::log(near_factor))) continue;
    // Neighbouring rows see the same shift; it is where one bar differs most from the next.
    std::size_t best = 0;
    const std::size_t last = std::min(i + level_bars, m.size() - level_bars);
    for (std::size_t row = i; row <= last; ++row) {
      if (shift_at(logs, row) == 0) continue;
      const double step = std::fabs(logs[row] - logs[row - 1]);
      if (best == 0 || step > std::fabs(logs[best] - logs[best - 1])) best = row;
    }
    i = last;
    if (best == 0) continue;
    found.push_back(at_row(
        m, best, "seam", Severity::Warning,
        fmt::format("the usual volume becomes {:.3g} times what it was, as at a change of feed",
                    std::exp(shift_at(logs, best))),
        "compare volumes within one side only"));
  }
}

}  // namespace stratgen
