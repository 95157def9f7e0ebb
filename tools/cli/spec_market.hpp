// The bars that an emitted strategy was written for.
#pragma once

#include "tools/cli/run_input.hpp"
#include "tools/cli/strategy_source.hpp"

#include <functional>

namespace stratgen {

// Those that the spec of an emitted strategy names, from the workspace's store, else from the
// bundled sample. Empty for a file of its own.
std::function<Result<RunMarket>()> spec_market(const Context& context,
                                               const StrategySource& strategy, bool allow_defects);

}  // namespace stratgen
