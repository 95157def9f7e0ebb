// From the rows of a file to markets: sorted, each time once, adjusted where the file tells how.
#pragma once

#include "runtime/import/bar_rows.hpp"
#include "runtime/import/format_hints.hpp"
#include "runtime/market/adjustment.hpp"
#include "runtime/market/bars.hpp"
#include "runtime/market/corporate_action.hpp"
#include "runtime/market/defect.hpp"

#include <optional>
#include <string>
#include <vector>

namespace stratgen {

// Prices are finite but of any sign, and may be impossible: what trades is checked elsewhere.
// Times ascend strictly. bars.symbol is empty where the file does not name the market.
struct ImportedMarket {
  Bars bars;
  std::string timeframe;    // see timeframe.hpp; "" where the bars are too few to tell
  std::optional<Bars> raw;  // the same rows before adjustment
  Adjustment adjustment = Adjustment::Unknown;
  std::vector<CorporateAction> actions;
  std::vector<Defect> defects;  // found while reading, each with its line
};

// Never empty. Appends to `conclusions` what concerns the whole file: order, clock, adjustment.
// Dates: times of day that are midnight where the file was made, or midnight or half past nine in
// New York, on bars at least 20 hours apart, are days.
std::vector<ImportedMarket> make_markets(BarRows rows, const Dialect& dialect,
                                         const FormatHints& hints,
                                         std::vector<std::string>& conclusions);

}  // namespace stratgen
