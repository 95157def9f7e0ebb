#include "runtime/sweep/parallel.hpp"

#include <fmt/format.h>
#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cstddef>
#include <exception>

namespace stratgen {

Result<void> for_each_parallel(std::uint64_t count, int jobs,
                               const std::function<void(std::uint64_t)>& body) {
  using Range = tbb::blocked_range<std::uint64_t>;
  try {
    const int threads = std::max(1, jobs);
    if (threads == 1) {  // without the limit below, which others in the process would feel
      for (std::uint64_t i = 0; i < count; ++i) body(i);
      return {};
    }
    // An arena alone has no more threads than the machine has cores.
    const tbb::global_control at_most(tbb::global_control::max_allowed_parallelism,
                                      static_cast<std::size_t>(threads));
    tbb::task_arena arena(threads);
    arena.execute([&] {
      tbb::parallel_for(
          Range(0, count),
          [&](const Range& range) {
            for (std::uint64_t i = range.begin(); i != range.end(); ++i) body(i);
          },
          tbb::simple_partitioner());
    });
    return {};
  } catch (const std::exception& error) {
    return fail(Fault::Internal, fmt::format("the sweep ended: {}", error.what()));
  }
}

}  // namespace stratgen
