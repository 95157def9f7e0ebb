// What changed from one revision of a market's bars to another, and why.
//
// Bars are matched by their time. Where all four prices of bars moved by one factor, their history
// was restated: the longest stretches that one factor explains are found from the end backwards,
// with each price as exact as the decimals of its column (else 1e-5 of it). Up to three bars
// within a stretch that do not fit are corrected prints of their own.
#pragma once

#include "runtime/market/bars.hpp"
#include "runtime/market/corporate_action.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace stratgen {

struct BarChange {
  enum class Kind {
    Added,       // at the end
    Earlier,     // added before the first
    Inserted,    // added in between
    Removed,     // in the older bars only
    Restated,    // all prices times a factor
    Corrected,   // prices, without a factor
    Volume,      // nothing else
    Unfinished,  // the last bar of the older ones, which was still trading when they were fetched
    Partial,     // their first bar, which began before what was asked for
  };

  Kind kind = Kind::Added;
  std::size_t rows = 0;
  std::int64_t first = 0;  // times of its first and last bar
  std::int64_t last = 0;
  // The first bar of each side; for Added, Earlier and Inserted only the newer, for Removed the
  // older.
  std::optional<std::size_t> older_row = std::nullopt;
  std::optional<std::size_t> newer_row = std::nullopt;

  // Restated: newer price / older price, the same relative to what the bars after it were restated
  // by, the first of these, and the action of that day if it makes up for the step.
  double factor = 1;
  double step = 1;
  std::optional<std::int64_t> until = std::nullopt;
  std::optional<CorporateAction> action = std::nullopt;
};

// In order of time. `actions` are those that the source of either side tells. The volume of
// restated bars is no change if it is the same, or is divided by the factor as splits ask for.
std::vector<BarChange> diff(const Bars& older, const Bars& newer,
                            std::span<const CorporateAction> actions);

}  // namespace stratgen
