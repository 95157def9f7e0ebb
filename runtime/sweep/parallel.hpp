// for_each_parallel(): the one loop over threads.
#pragma once

#include "runtime/base/result.hpp"

#include <cstdint>
#include <functional>

namespace stratgen {

// Calls `body(i)` for each i below `count` on up to `jobs` threads, in any order. What it throws is
// an Error with Fault::Internal. With one job it is a plain loop on this thread.
Result<void> for_each_parallel(std::uint64_t count, int jobs,
                               const std::function<void(std::uint64_t)>& body);

}  // namespace stratgen
