#include "runtime/sweep/parallel.hpp"

#include <fmt/format.h>
#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cstddef>
#include <exception>

#if __has_feature(thread_sanitizer)
#include <sanitizer/tsan_interface.h>

// What TBB does with its own memory: in its library, and after a task in headers, which are
// instrumented.
extern "C" const char* __tsan_default_suppressions() {
  return "called_from_lib:libtbb.so\nrace:tbb::detail::d1::fold_tree\n"
         "race:tbb::detail::d1::wait_context\nrace:tbb::detail::d1::node\n";
}
#endif

namespace stratgen {

namespace {

// TBB's library is not instrumented, so ThreadSanitizer has to be told what its tasks order: what
// one thread did before publish() comes before what another does after observe().
#if __has_feature(thread_sanitizer)
void publish(const void* at) { __tsan_release(const_cast<void*>(at)); }
void observe(const void* at) { __tsan_acquire(const_cast<void*>(at)); }
#else
void publish(const void*) {}
void observe(const void*) {}
#endif

}  // namespace

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
    publish(&body);
    arena.execute([&] {
      tbb::parallel_for(
          Range(0, count),
          [&](const Range& range) {
            observe(&body);
            for (std::uint64_t i = range.begin(); i != range.end(); ++i) body(i);
            publish(&body);
          },
          tbb::simple_partitioner());
    });
    observe(&body);
    return {};
  } catch (const std::exception& error) {
    return fail(Fault::Internal, fmt::format("the sweep ended: {}", error.what()));
  }
}

}  // namespace stratgen
