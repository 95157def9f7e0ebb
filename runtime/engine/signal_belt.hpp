// Signal belt: a fault of the machine in emitted code (SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP)
// ends the run on that thread. One anywhere else goes to the handler that was there before.
#pragma once

#include <array>
#include <cstddef>

namespace stratgen {

struct MachineFault {
  int signal = 0;            // 0 is none
  const void* at = nullptr;  // the end of the instruction, as the address a call returns to
  // What lay on top of the stack, for the address of a caller: the fault may be in a function of
  // libc that emitted code called, or at an address that is none.
  std::array<const void*, 128> stack;
  std::size_t depth = 0;  // so many of them
};

// Sees to the handlers, once for the process, and to a stack for them, once for each thread.
// Handlers that are installed later than the first call come before these.
void wear_signal_belt();

const char* describe_signal(int signal);

}  // namespace stratgen
