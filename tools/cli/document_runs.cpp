#include "tools/cli/document_runs.hpp"

#include <tbb/global_control.h>
#include <tbb/parallel_for_each.h>
#include <tbb/task_arena.h>

#include <mutex>

namespace stratgen {

Result<void> run_places(const std::vector<std::size_t>& places, int jobs,
                        const std::atomic<bool>& interrupted,
                        const std::function<Result<void>(std::size_t place)>& run) {
  std::mutex mutex;
  std::optional<Error> failed;
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                  static_cast<std::size_t>(jobs));  // more than cores, if asked
  tbb::task_arena arena(jobs);
  arena.execute([&] {
    tbb::parallel_for_each(places.begin(), places.end(), [&](std::size_t place) {
      if (interrupted) return;
      const Result<void> done = run(place);
      if (done) return;
      const std::scoped_lock lock(mutex);
      if (!failed) failed = done.error();
    });
  });
  if (failed) return tl::unexpected(*failed);
  return {};
}

}  // namespace stratgen
