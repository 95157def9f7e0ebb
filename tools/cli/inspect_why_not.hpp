// stratgen inspect --why-not: which conditions stood between a strategy and a trade.
#pragma once

#include "compiler/load/loader.hpp"
#include "runtime/base/result.hpp"
#include "tools/cli/context.hpp"
#include "tools/cli/run_input.hpp"
#include "tools/cli/strategy_source.hpp"

#include <string>

namespace stratgen {

// `bar` is a date, or the number of a bar.
Result<void> show_why_not(const StrategySource& source, const RunFlags& flags,
                          const std::string& bar, Loader& loader, Context& context);

}  // namespace stratgen
