// ProcessIdentity: which process it is, for as long as anybody remembers it.
#pragma once

#include <cstdint>
#include <string>

namespace stratgen {

struct ProcessIdentity {
  std::string boot;           // /proc/sys/kernel/random/boot_id; "": not known
  std::string pid_namespace;  // in which `pid` counts; a container has its own
  int pid = 0;
  std::int64_t started = 0;  // after boot, in clock ticks: ids of processes are used again
};

ProcessIdentity this_process();

// Whether both ran since the same start of the machine, and so have their clocks in common.
bool same_boot(const ProcessIdentity& a, const ProcessIdentity& b);

// Whether the process is known to run no more. False where that cannot be seen from here.
bool is_gone(const ProcessIdentity& process);

}  // namespace stratgen
