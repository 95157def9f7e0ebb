#include "tools/cli/document_runs.hpp"

#include "runtime/sweep/parallel.hpp"

#include <fmt/format.h>

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

bool ends_the_run(const Error& error, const Llm& llm) {
  return error.fault == Fault::Interrupted || llm.stopped();
}

Result<void> all_done(std::size_t documents, std::size_t left, const Llm& llm) {
  if (left == 0) return {};
  const Error why = llm.stopped().value_or(Error{Fault::Interrupted, "interrupted"});
  return fail(why.fault, fmt::format("{}: {} of {} documents are done and saved; run the same "
                                     "command again to go on",
                                     why.message, documents - left, documents));
}

}  // namespace stratgen
