#include "runtime/market/repair.hpp"

#include "runtime/market/verify_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace stratgen {
namespace {

constexpr std::size_t volume_bars = 20;  // on either side of a split

Bars chosen_rows(const Bars& bars, const std::vector<std::size_t>& rows) {
  Bars chosen;
  chosen.symbol = bars.symbol;
  chosen.clock = bars.clock;
  for (const std::size_t i : rows) append_row(chosen, bars, i);
  return chosen;
}

std::string counted(std::size_t count, std::string_view what, const Bars& bars, std::size_t row) {
  return fmt::format("{} bar{} {}, the first of {}", count, count == 1 ? "" : "s", what,
                     date_text(bars.time[row], bars.clock));
}

void sort_rows(Repaired& result) {
  Bars& bars = result.bars;
  if (std::is_sorted(bars.time.begin(), bars.time.end())) return;
  std::vector<std::size_t> rows(bars.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  std::sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(bars.time[a], a) < std::pair(bars.time[b], b);
  });
  bars = chosen_rows(bars, rows);
  result.steps.push_back({"order", "bars sorted by time"});
}

// Keeps the rows for which `leave_out` does not hold.
template <class LeaveOut>
void leave_rows_out(Repaired& result, const char* kind, LeaveOut leave_out) {
  const Bars& bars = result.bars;
  std::vector<std::size_t> kept;
  std::size_t first = bars.size();
  for (std::size_t i = 0; i < bars.size(); ++i) {
    if (!leave_out(bars, i)) {
      kept.push_back(i);
    } else {
      first = std::min(first, i);
    }
  }
  if (kept.size() == bars.size()) return;
  std::string what = counted(bars.size() - kept.size(), "left out", bars, first);
  result.bars = chosen_rows(bars, kept);
  result.steps.push_back({kind, std::move(what)});
}

bool lacks_price(const Bars& bars, std::size_t i) {
  for (const double price : {bars.open[i], bars.high[i], bars.low[i], bars.close[i]}) {
    if (price == 0 || !std::isfinite(price)) return true;
  }
  return false;
}

void widen(Repaired& result, const Expectations& expected) {
  Bars& bars = result.bars;
  Defects found;
  check_prices(Measured(bars, expected), found);
  std::erase_if(found, [](const Defect& defect) { return defect.kind != "ohlc"; });
  if (found.empty()) return;
  for (const Defect& defect : found) {
    const std::size_t i = *defect.bar;
    const auto [bottom, top] =
        std::minmax({bars.open[i], bars.high[i], bars.low[i], bars.close[i]});
    bars.low.set(i, bottom);
    bars.high.set(i, top);
  }
  result.steps.push_back({"ohlc", counted(found.size(),
                                          "with high and low widened to hold open "
                                          "and close",
                                          bars, *found.front().bar)});
}

// Did the volume shift by the ratio rather than stay? Then it is as traded before the split, too.
bool volume_shifts(const Bars& bars, const CertainSplit& split) {
  const auto around = [&](std::size_t from, std::size_t to) {
    return median_of(std::span(bars.volume).subspan(from, to - from));
  };
  const double before = around(split.row - std::min(split.row, volume_bars), split.row);
  const double after = around(split.row, std::min(bars.size(), split.row + volume_bars));
  if (!(before > 0) || !(after > 0)) return false;
  const double shift = std::log(after / before);
  return std::fabs(shift - std::log(split.ratio.value())) < std::fabs(shift);
}

void adjust_splits(Repaired& result, const Expectations& expected) {
  Bars& bars = result.bars;
  const std::vector<CertainSplit> splits = certain_splits(Measured(bars, expected));
  for (const CertainSplit& split : splits) {
    const bool with_volume = volume_shifts(bars, split);
    const double ratio = split.ratio.value();
    for (std::size_t i = 0; i < split.row; ++i) {
      for (BarColumn<double>* column : {&bars.open, &bars.high, &bars.low, &bars.close}) {
        column->set(i, (*column)[i] / ratio);
      }
      if (with_volume) bars.volume.set(i, bars.volume[i] * ratio);
    }
    result.steps.push_back(
        {"split", fmt::format("{} bars before {} adjusted for a split of {}, {}", split.row,
                              date_text(bars.time[split.row], bars.clock), to_text(split.ratio),
                              with_volume ? "prices and volumes" : "prices only")});
  }
}

void clip(Repaired& result, const Expectations& expected) {
  Bars& bars = result.bars;
  Defects wicks;
  check_wicks(Measured(bars, expected), wicks);
  if (wicks.empty()) return;
  for (const Defect& wick : wicks) {
    const WickLimits limits = wick_limits(bars, *wick.bar);
    const std::size_t i = *wick.bar;
    const bool above = bars.high[i] / limits.high > limits.low / bars.low[i];
    (above ? bars.high : bars.low).set(i, above ? limits.high : limits.low);
  }
  result.steps.push_back(
      {"wick", counted(wicks.size(), "with a high or low clipped", bars, *wicks.front().bar)});
}

}  // namespace

Repaired repair(const Bars& bars, const Expectations& expected, const RepairChoices& choices) {
  Repaired result{bars, {}};
  sort_rows(result);
  leave_rows_out(result, "duplicate", [&](const Bars& all, std::size_t i) {
    return i + 1 < all.size() && is_one_bar_twice(all, i + 1, expected.timeframe);
  });
  leave_rows_out(result, "price", lacks_price);
  if (result.bars.size() == 0) return result;
  widen(result, expected);
  adjust_splits(result, expected);
  if (choices.clip_wicks) clip(result, expected);
  return result;
}

}  // namespace stratgen
