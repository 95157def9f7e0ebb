// Bars of the store that are to be traded. A store keeps what was imported, however wrong it is;
// bars with severe defects are traded only on request.
#pragma once

#include "runtime/market/bar_store.hpp"

namespace stratgen {

// The newest revision. With severe defects an Error that tells the first few of them and what to
// do, unless they are allowed.
Result<Bars> load_tradable(const BarStore& store, const std::string& symbol,
                           const std::string& timeframe, bool allow_defects);

}  // namespace stratgen
