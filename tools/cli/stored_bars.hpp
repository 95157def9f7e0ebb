// Bars of the workspace's store in any time frame.
#pragma once

#include "runtime/market/bar_store.hpp"
#include "tools/cli/bar_source.hpp"

#include <string>
#include <vector>

namespace stratgen {

// Shorter bars made longer, which the adaptation says.
Result<MarketBars> resampled(const Bars& shorter, const std::string& timeframe);

// The newest revisions of the symbol's bars of which such longer ones could be made, the longest
// first.
Result<std::vector<BarRevision>> shorter_revisions(const BarStore& store, const std::string& symbol,
                                                   const std::string& timeframe);

// Whether there are such bars, or shorter ones to make them of.
Result<bool> can_load_stored(const BarStore& store, const std::string& symbol,
                             const std::string& timeframe);

// As the store has them, or else made of shorter ones, which the adaptation says. Errors are those
// of load_tradable().
Result<MarketBars> load_stored(const BarStore& store, const std::string& symbol,
                               const std::string& timeframe, bool allow_defects);

}  // namespace stratgen
