// What every executable of ours does at its two ends: the streams, the exit code.
#pragma once

#include "runtime/base/result.hpp"
#include "tools/cli/console.hpp"

namespace stratgen {

// What is opened later must not take the place of a standard stream that the caller closed.
void open_standard_streams();

int exit_code(Fault fault);

// Says what went wrong; the exit code.
int report_error(Console& err, const Error& error);

// Of a command that is done: output that did not reach its file is an error, too.
Result<void> with_output(Result<void> done);

}  // namespace stratgen
