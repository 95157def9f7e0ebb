// Bars that tell less than they should: flat ones, repeated ones, opens that repeat a close.
#include "runtime/market/verify_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace stratgen {
namespace {

constexpr std::size_t flat_run = 3;
constexpr std::size_t least_stale_run = 5;

// A run of equal closes is stale if runs as long are expected less often than this in all of the
// bars, by the share of bars around it whose close is that of the one before.
constexpr double least_expected = 1e-3;

// A copy of the bar before is an accident if three independent prices repeat (the fourth follows
// from them often enough) more often than this in all of the bars, unless the volume repeats too.
constexpr double least_expected_copies = 0.05;

// Where closes repeat more often than this, prices stand in truth: repeating opens and copies say
// nothing.
constexpr double most_repeating_closes = 0.1;

// Opens repeat closes in a block of bars if more than this share of them does.
constexpr double repeating_share = 0.6;
constexpr std::size_t open_block = 63;

bool is_flat(const Bars& bars, std::size_t i) {
  return bars.high[i] == bars.low[i] && bars.open[i] == bars.close[i] &&
         bars.open[i] == bars.high[i];
}

bool is_copy(const Bars& bars, std::size_t i) {
  return bars.open[i] == bars.open[i - 1] && bars.high[i] == bars.high[i - 1] &&
         bars.low[i] == bars.low[i - 1] && bars.close[i] == bars.close[i - 1] && !is_flat(bars, i);
}

// The rows after `first` for which `holds` keeps holding.
template <class Holds>
std::size_t run_end(const Bars& bars, std::size_t first, Holds holds) {
  std::size_t end = first + 1;
  while (end < bars.size() && holds(bars, end)) ++end;
  return end;
}

bool repeats_close(const Bars& bars, std::size_t i) { return bars.close[i] == bars.close[i - 1]; }

bool repeats_as_open(const Bars& bars, std::size_t i) { return bars.open[i] == bars.close[i - 1]; }

// How often a close repeats in the 250 bars on either side of a run, at least one in 500.
double repeating_around(const Bars& bars, std::size_t first, std::size_t end) {
  const std::size_t from = first < 251 ? 1 : first - 250;
  const std::size_t to = std::min(bars.size(), end + 250);
  std::size_t repeated = 0, seen = 0;
  for (std::size_t i = from; i < to; ++i) {
    if (i >= first && i < end) continue;
    ++seen;
    if (repeats_close(bars, i)) ++repeated;
  }
  return std::max(1.0, static_cast<double>(repeated)) /
         std::max<double>(1, static_cast<double>(seen));
}

bool copies_by_chance(const Measured& m, std::size_t first, std::size_t end) {
  if (m.bars.volume[first] == m.bars.volume[first - 1] && m.bars.volume[first] > 0) return false;
  const double share = repeating_around(m.bars, first, end);
  if (share > most_repeating_closes) return true;
  const double prices = 3 * static_cast<double>(end - first);
  return static_cast<double>(m.size()) * std::pow(share, prices) > least_expected_copies;
}

void report_stale_run(const Measured& m, std::size_t first, std::size_t end, Defects& found) {
  const std::size_t repeats = end - first - 1;
  if (repeats + 1 < least_stale_run) return;
  const double share = repeating_around(m.bars, first, end);
  const double expected =
      static_cast<double>(m.size()) * std::pow(share, static_cast<double>(repeats));
  if (expected >= least_expected) return;
  found.push_back(at_row(m, first, "stale", Severity::Warning,
                         fmt::format("{} bars up to {} close at {:.6g}", end - first,
                                     date_text(m, end - 1), m.bars.close[first]),
                         "fetch them again, or leave them out"));
}

}  // namespace

void check_flat(const Measured& m, Defects& found) {
  for (std::size_t i = 0; i < m.size(); ++i) {
    if (!is_flat(m.bars, i)) continue;
    const std::size_t end = run_end(m.bars, i, is_flat);
    const bool long_run = end - i >= flat_run;
    found.push_back(at_row(
        m, i, "flat", long_run ? Severity::Warning : Severity::Note,
        end - i == 1 ? fmt::format("open, high, low and close are {:.6g}", m.bars.close[i])
                     : fmt::format("{} bars up to {} have the same open, high, low and close",
                                   end - i, date_text(m, end - 1))));
    i = end - 1;
  }
}

void check_stale(const Measured& m, Defects& found) {
  for (std::size_t i = 1; i < m.size(); ++i) {
    if (is_copy(m.bars, i)) {
      const std::size_t end = run_end(m.bars, i, is_copy);
      if (copies_by_chance(m, i, end)) {
        i = end - 1;
        continue;
      }
      found.push_back(at_row(m, i, "stale", Severity::Warning,
                             end - i == 1 ? std::string("is a copy of the bar before it")
                                          : fmt::format("{} bars up to {} are copies of the one "
                                                        "before them",
                                                        end - i, date_text(m, end - 1)),
                             "fetch it again, or leave it out"));
      i = end - 1;
    } else if (repeats_close(m.bars, i) && !is_flat(m.bars, i)) {
      const std::size_t end = run_end(m.bars, i, repeats_close);
      report_stale_run(m, i - 1, end, found);
      i = end - 1;
    }
  }
}

// In a market that rests overnight. One that does not opens where it closed.
void check_opens(const Measured& m, Defects& found) {
  if (m.market.market != Market::UsStocks || m.expected.timeframe != "1d") return;
  const std::size_t size = m.size();
  for (std::size_t start = 1; start + open_block <= size; start += open_block) {
    const auto repeating = [&](std::size_t block) {
      std::size_t count = 0;
      for (std::size_t i = block; i < block + open_block; ++i) {
        if (repeats_as_open(m.bars, i)) ++count;
      }
      return static_cast<double>(count) > repeating_share * open_block;
    };
    if (!repeating(start)) continue;
    std::size_t end = start + open_block;
    while (end + open_block <= size && repeating(end)) end += open_block;
    if (repeating_around(m.bars, start, start) > most_repeating_closes) {
      start = end - open_block;
      continue;
    }
    found.push_back(at_row(m, start, "open", Severity::Warning,
                           fmt::format("most of the {} bars up to {} open at the close before: "
                                       "their opens are made up",
                                       end - start, date_text(m, end - 1)),
                           "do not trade at these opens; begin after them"));
    start = end - open_block;
  }
}

}  // namespace stratgen
