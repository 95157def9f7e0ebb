// The listings of one strategy. As with every text, a worker meets it first, unless it is trusted
// to be compiled in this process.
#pragma once

#include "compiler/inspect/listing.hpp"
#include "compiler/load/loader.hpp"
#include "tools/cli/context.hpp"
#include "tools/cli/strategy_source.hpp"

namespace stratgen {

// Says the findings of a source that does not pass.
Result<Listing> list_strategy(const StrategySource& source, Loader& loader, Context& context);

}  // namespace stratgen
