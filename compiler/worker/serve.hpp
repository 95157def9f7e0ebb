// The inside of a worker: what it does with a request.
#pragma once

#include "compiler/jit/program.hpp"
#include "compiler/worker/channel.hpp"

#include <chrono>

namespace stratgen {

// Does once what requests will ask for, so that whatever is read from files or found out about the
// CPU has happened, and a worker that is forked afterwards has it in memory. False if it fails.
bool warm_up(Jit& jit);

// Answers until the other end is gone, each within seven tenths of `deadline` as CPU time,
// or the process ends: it says where it was before the one who asked gives up.
void serve(const Channel& channel, Jit& jit, std::chrono::milliseconds deadline);

}  // namespace stratgen
