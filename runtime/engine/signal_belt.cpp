#include "runtime/engine/signal_belt.hpp"

#include "runtime/engine/current_run.hpp"
#include "runtime/engine/run.hpp"

#include <sys/mman.h>
#include <ucontext.h>

#include <atomic>
#include <csignal>
#include <cstdint>
#include <mutex>

namespace stratgen {
namespace {

constexpr std::array signals = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP};

// What a handler needs has to be found without an argument.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
std::array<struct sigaction, signals.size()> previous;

struct Registers {
  std::uintptr_t instruction, stack;
};

Registers registers(const void* context) {
  const mcontext_t& machine = static_cast<const ucontext_t*>(context)->uc_mcontext;
#if defined(__x86_64__)
  return {static_cast<std::uintptr_t>(machine.gregs[REG_RIP]),
          static_cast<std::uintptr_t>(machine.gregs[REG_RSP])};
#else
  return {machine.pc, machine.sp};
#endif
}

// Reading the stack may fault in turn, where it overflowed; the handler then finds `fault` begun.
// It looks at frames that are not its own, which is what AddressSanitizer is there to report.
[[clang::no_sanitize("address", "thread")]] void take_down(int signal, const void* context,
                                                           MachineFault& fault) {
  const Registers at = registers(context);
  // A breakpoint has been executed; the other instructions have not, and a byte of them is enough.
  const std::uintptr_t end = at.instruction + (signal == SIGTRAP ? 0 : 1);
  fault.signal = signal;
  // The kernel gives addresses as integers.
  // NOLINTBEGIN(performance-no-int-to-ptr)
  fault.at = reinterpret_cast<const void*>(end);
  const auto* const top = reinterpret_cast<const void* const volatile*>(at.stack);
  // NOLINTEND(performance-no-int-to-ptr)
  while (fault.depth < fault.stack.size()) {
    fault.stack[fault.depth] = top[fault.depth];
    std::atomic_signal_fence(std::memory_order_seq_cst);
    ++fault.depth;
  }
}

void pass_on(int signal, siginfo_t* info, void* context) {
  for (std::size_t i = 0; i < signals.size(); ++i) {
    if (signals[i] != signal) continue;
    const struct sigaction& before = previous[i];
    if (before.sa_flags & SA_SIGINFO) return before.sa_sigaction(signal, info, context);
    if (before.sa_handler != SIG_DFL && before.sa_handler != SIG_IGN)
      return before.sa_handler(signal);
    // Nobody's. What faulted does so again, and ends the process as it would have.
    ::signal(signal, SIG_DFL);
    if (info->si_code <= 0) raise(signal);  // it was sent
  }
}

void on_signal(int signal, siginfo_t* info, void* context) {
  Run* const run = CurrentRun::find();
  if (!run || !run->in_emitted_code()) return pass_on(signal, info, context);
  // The jump restores no mask.
  pthread_sigmask(SIG_SETMASK, &static_cast<const ucontext_t*>(context)->uc_sigmask, nullptr);
  MachineFault& fault = run->machine_fault();
  if (fault.signal == 0) take_down(signal, context, fault);
  run->end(fault.at);
}

void install_handlers() {
  struct sigaction action = {};
  action.sa_sigaction = on_signal;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  for (std::size_t i = 0; i < signals.size(); ++i) sigaction(signals[i], &action, &previous[i]);
}

// Where the handler runs if the thread's own stack is full. A stack that is there already is used.
class HandlerStack {
 public:
  HandlerStack() {
    stack_t now;
    if (sigaltstack(nullptr, &now) != 0 || !(now.ss_flags & SS_DISABLE)) return;
    void* const memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    if (memory == MAP_FAILED) return;
    const stack_t own = {.ss_sp = memory, .ss_flags = 0, .ss_size = bytes};
    if (sigaltstack(&own, nullptr) == 0)
      memory_ = memory;
    else
      munmap(memory, bytes);
  }
  ~HandlerStack() {
    if (!memory_) return;
    stack_t now;
    if (sigaltstack(nullptr, &now) == 0 && now.ss_sp == memory_) {
      const stack_t none = {.ss_sp = nullptr, .ss_flags = SS_DISABLE, .ss_size = 0};
      sigaltstack(&none, nullptr);
    }
    munmap(memory_, bytes);
  }
  HandlerStack(const HandlerStack&) = delete;
  HandlerStack& operator=(const HandlerStack&) = delete;

 private:
  static constexpr std::size_t bytes = 1 << 16;
  void* memory_ = nullptr;
};

}  // namespace

void wear_signal_belt() {
  static std::once_flag installed;
  thread_local bool ready = false;
  if (ready) return;
  std::call_once(installed, install_handlers);
  thread_local const HandlerStack stack;
  ready = true;
}

const char* describe_signal(int signal) {
  switch (signal) {
    case SIGSEGV:
    case SIGBUS:
      return "it reads, writes or jumps to memory that is not its own";
    case SIGFPE:
      return "a division that has no result";
    case SIGILL:
      return "an instruction that this machine does not have";
    default:
      return "a breakpoint";
  }
}

}  // namespace stratgen
