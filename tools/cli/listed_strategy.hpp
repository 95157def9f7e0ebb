// The listings of one strategy, its findings said where it does not compile.
#pragma once

#include "compiler/inspect/listing.hpp"
#include "tools/cli/context.hpp"
#include "tools/cli/strategy_source.hpp"

namespace stratgen {

Result<Listing> list_strategy(const StrategySource& source, Context& context);

}  // namespace stratgen
