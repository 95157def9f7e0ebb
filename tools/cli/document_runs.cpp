#include "tools/cli/document_runs.hpp"

#include "runtime/sweep/parallel.hpp"

#include <mutex>

namespace stratgen {

Result<void> run_places(const std::vector<std::size_t>& places, int jobs,
                        const std::atomic<bool>& interrupted,
                        const std::function<Result<void>(std::size_t place)>& run) {
  std::mutex mutex;
  std::optional<Error> failed;
  STRATGEN_CHECK(for_each_parallel(places.size(), jobs, [&](std::uint64_t i) {
    if (interrupted) return;
    const Result<void> done = run(places[i]);
    if (done) return;
    const std::scoped_lock lock(mutex);
    if (!failed) failed = done.error();
  }));
  if (failed) return tl::unexpected(*failed);
  return {};
}

}  // namespace stratgen
