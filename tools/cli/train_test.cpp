#include "tools/cli/train_test.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace stratgen {
namespace {

constexpr std::size_t fewest_by_day = 20;
constexpr std::size_t fewest = 2;  // an order fills on the bar after it

std::size_t bars_by_fraction(const PeriodBars& within, double fraction) {
  const auto traded = static_cast<double>(within.bars.size() - within.first_bar);
  return static_cast<std::size_t>(std::floor(fraction * traded));
}

// How many of the traded bars are at or before the day.
std::size_t bars_by_day(const PeriodBars& within, std::int64_t last_day) {
  const auto& time = within.bars.time;
  const auto first = time.begin() + static_cast<std::ptrdiff_t>(within.first_bar);
  return static_cast<std::size_t>(std::upper_bound(first, time.end(), last_day) - first);
}

std::string day(const Bars& bars, std::size_t bar) {
  return to_iso(bars.time[bar], bars.clock).substr(0, 10);
}

std::string instead(const PeriodBars& within, const Split& at, std::size_t train) {
  const Bars& bars = within.bars;
  const std::string how = fmt::format("train and test split after {} -> after {:.4g} % of the bars",
                                      at.text, 100 * at.fraction);
  if (bars.clock == Clock::Numbers) return how + ", which have no dates";
  return fmt::format("{}, at {}, because they go from {} to {}", how,
                     day(bars, within.first_bar + train - 1), day(bars, within.first_bar),
                     day(bars, bars.size() - 1));
}

}  // namespace

Result<Split> parse_split(const std::string& text) {
  Split split{.text = text, .last_day = {}};
  double fraction = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), fraction);
  if (error == std::errc{} && end == text.data() + text.size() && fraction > 0 && fraction < 1) {
    split.fraction = fraction;
    return split;
  }
  const Result<std::int64_t> last_day = parse_date(text, DayEdge::End);
  if (!last_day) {
    return fail(Fault::Usage, fmt::format("--split {}: give the last day to choose parameters on, "
                                          "such as 2023-06-30, or a share of the bars, such as 0.7",
                                          text));
  }
  split.last_day = *last_day;
  return split;
}

Result<TrainTest> split(PeriodBars within, const Split& at) {
  const std::size_t traded = within.bars.size() - within.first_bar;
  const auto leaves = [&](std::size_t train, std::size_t least) {
    return train >= least && traded - train >= least;
  };
  std::size_t train = bars_by_fraction(within, at.fraction);
  std::optional<std::string> adaptation;
  if (at.last_day) {
    const bool dated = within.bars.clock != Clock::Numbers;
    const std::size_t by_day = dated ? bars_by_day(within, *at.last_day) : 0;
    if (leaves(by_day, fewest_by_day)) {
      train = by_day;
    } else if (leaves(train, fewest)) {
      adaptation = instead(within, at, train);
    }
  }
  if (!leaves(train, fewest)) {
    return fail(Fault::Data, fmt::format("{}: {} bars are too few to choose parameters on one part "
                                         "and judge them on another; give a longer period",
                                         within.bars.symbol, traded));
  }
  const std::size_t first_test = within.first_bar + train;
  const auto& time = within.bars.time;
  STRATGEN_TRY(Bars train_bars, slice(within.bars, time.front(), time[first_test - 1]));
  return TrainTest{{std::move(train_bars), within.first_bar},
                   {std::move(within.bars), first_test},
                   std::move(adaptation)};
}

}  // namespace stratgen
