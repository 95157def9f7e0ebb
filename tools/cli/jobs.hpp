// --jobs: how many threads a command works with.
#pragma once

#include "runtime/base/result.hpp"

#include <optional>

namespace stratgen {

// One per core where none is asked for.
Result<int> number_of_jobs(const std::optional<int>& asked);

}  // namespace stratgen
