// stratgen inspect --trace: what a strategy saw and did, bar by bar.
#pragma once

#include "compiler/load/loader.hpp"
#include "runtime/base/result.hpp"
#include "tools/cli/context.hpp"
#include "tools/cli/run_input.hpp"
#include "tools/cli/strategy_source.hpp"

#include <string>

namespace stratgen {

// `range` is FROM..TO.
Result<void> show_trace(const StrategySource& source, const RunFlags& flags,
                        const std::string& range, Loader& loader, Context& context);

}  // namespace stratgen
