// What a worker may do: compute, allocate, and talk over its one channel. The rest ends it.
#pragma once

#include <chrono>
#include <cstddef>

namespace stratgen {

// A sanitizer's run time needs more memory and system calls than a worker may have, so a build with
// one has neither limit on addresses nor filter.
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool has_system_filter = false;
#else
inline constexpr bool has_system_filter = true;
#endif

// A worker is not used longer than this by the one who asked for it; its limit on CPU time lies a
// little above.
inline constexpr std::chrono::seconds worker_life{30};

// For the process from here on and for good; it has a single thread. False if the system does not
// grant it, and then nothing may be trusted to this process.
//
// Descriptors above `channel` are gone, memory ends at `memory` bytes of address space, and a
// filter kills the process with SIGSYS at any system call that computing and linking do not need:
// nothing opens, connects, executes, forks, traces or signals another. A fault of the machine ends
// it too, whoever caught those before: code that caused one is not to be trusted once more.
bool confine(int channel, std::chrono::milliseconds cpu_limit, std::size_t memory);

// CPU time of this process from now on, until SIGPROF ends it. 0 is no limit.
void limit_cpu_time(std::chrono::milliseconds limit);

}  // namespace stratgen
