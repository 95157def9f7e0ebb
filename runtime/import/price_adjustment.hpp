// Bars adjusted for splits and dividends, from a file that has raw and adjusted columns.
#pragma once

#include "runtime/import/bar_markets.hpp"

#include <string>
#include <vector>

namespace stratgen {

// What a market's file says besides its bars. Each has a value for each bar, or is empty.
struct AdjustmentColumns {
  std::vector<double> open, high, low, close, volume;  // adjusted
  std::vector<double> dividend;                        // cash a share that goes ex with the bar
  std::vector<double> split;                           // new shares for one old; 1 or 0: none
};

// Makes market.bars the adjusted ones and keeps those of the file as raw, unless all are the same.
// With an adjusted close alone, a factor of adjusted to raw close scales the four prices, and
// volumes before a split are multiplied by it if the factor shows that the raw prices jump there.
// Returns what was done, for people; "" where the file says nothing.
std::string adjust_prices(const AdjustmentColumns& columns, ImportedMarket& market);

}  // namespace stratgen
