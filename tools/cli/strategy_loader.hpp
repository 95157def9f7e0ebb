// The compiler as the commands use it.
#pragma once

#include "compiler/load/loader.hpp"
#include "tools/cli/context.hpp"
#include "tools/cli/strategy_source.hpp"

namespace CLI {
class App;
}

namespace stratgen {

void add_in_process_flag(CLI::App& command, bool& in_process);

// Sources that are new go through at most `jobs` workers at once, or, in process, through none. A
// cache that cannot be used is done without.
Result<Loader> make_loader(const Context& context, int jobs = 1);

// Diagnostics name the source's file.
CompileOptions options_for(const StrategySource& source);

}  // namespace stratgen
