#include "tools/cli/jobs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

namespace stratgen {

Result<int> number_of_jobs(const std::optional<int>& asked) {
  if (!asked) return static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 256U));
  if (*asked >= 1 && *asked <= 256) return *asked;
  return fail(Fault::Usage,
              fmt::format("--jobs {}: give a number of threads from 1 to 256", *asked));
}

}  // namespace stratgen
