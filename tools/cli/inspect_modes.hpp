// What `stratgen inspect` can show; a file for each kind of thing.
#pragma once

#include "compiler/load/loader.hpp"
#include "tools/cli/context.hpp"
#include "tools/cli/run_input.hpp"
#include "tools/cli/strategy_source.hpp"

namespace stratgen {

// The text with line numbers, coloured by clang's tokens on a terminal.
Result<void> show_source(const StrategySource& source, Loader& loader, Context& context);

// The IR after the optimiser.
Result<void> show_ir(const StrategySource& source, Loader& loader, Context& context);

// The machine code below the lines that it came from.
Result<void> show_asm(const StrategySource& source, Loader& loader, Context& context);

// What the optimiser did and did not do, by line.
Result<void> show_remarks(const StrategySource& source, Loader& loader, Context& context);

// How `other` differs from `source`: in its lines, and in what it does on the bars of `flags`.
Result<void> show_difference(const StrategySource& source, const StrategySource& other,
                             const RunFlags& flags, Loader& loader, Context& context);

}  // namespace stratgen
