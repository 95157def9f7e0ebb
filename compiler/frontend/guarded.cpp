#include "compiler/frontend/guarded.hpp"

#include "compiler/frontend/handler_stack.hpp"

#include <llvm/Support/CrashRecoveryContext.h>
#include <llvm/Support/ErrorHandling.h>

#include <unistd.h>

#include <atomic>
#include <csignal>
#include <mutex>
#include <new>
#include <utility>

#if __has_feature(address_sanitizer)
#include <sanitizer/lsan_interface.h>

// LLVM's handlers and ours have alternative stacks of their own, which ASan would unmap.
extern "C" const char* __asan_default_options() {
  return "use_sigaltstack=0:allocator_may_return_null=1";
}
#endif

#if __has_feature(thread_sanitizer)
// LLVM leaves a compile that crashed by way of its signal handler.
extern "C" const char* __tsan_default_options() { return "report_signal_unsafe=0"; }
#endif

namespace stratgen {

namespace {

constexpr unsigned stack_bytes = 8 << 20;
constexpr int fatal_error_code = 70;

// LLVM would print the reason and abort.
void leave_compile(void*, const char*, bool) {
  if (auto* const compile = llvm::CrashRecoveryContext::GetCurrent())
    compile->HandleExit(fatal_error_code);
}

// What is allocated on this thread meanwhile is no leak: a crash jumps over all that would free it.
// compile() without a guard shows those of its own.
class LostMemory {
 public:
#if __has_feature(address_sanitizer)
  LostMemory() { __lsan_disable(); }
  ~LostMemory() { __lsan_enable(); }
#else
  LostMemory() {}
#endif
  LostMemory(const LostMemory&) = delete;
  LostMemory& operator=(const LostMemory&) = delete;
};

// LLVM's handlers, in place only while something is compiled: before and after it the signals
// belong to whoever else wants them. They are the process's, so what counts their users is too.
class CrashHandlers {
 public:
  CrashHandlers() {
    Users& users = all_users();
    const std::scoped_lock lock(users.mutex);
    if (users.count++ > 0) return;
    llvm::CrashRecoveryContext::Enable();
    for (const int signal : {SIGSEGV, SIGBUS}) use_handler_stack(signal);
  }
  CrashHandlers(const CrashHandlers&) = delete;
  CrashHandlers& operator=(const CrashHandlers&) = delete;
  ~CrashHandlers() {
    Users& users = all_users();
    const std::scoped_lock lock(users.mutex);
    if (--users.count == 0) llvm::CrashRecoveryContext::Disable();
  }

 private:
  struct Users {
    std::mutex mutex;
    int count = 0;
  };
  static Users& all_users() {
    static Users users;
    return users;
  }
  static void use_handler_stack(int signal) {
    struct sigaction action{};
    ::sigaction(signal, nullptr, &action);
    action.sa_flags |= SA_ONSTACK;
    ::sigaction(signal, &action, nullptr);
  }
};

void catch_fatal_errors() {
  static std::once_flag installed;
  std::call_once(installed, [] { llvm::install_fatal_error_handler(leave_compile); });
}

struct Exit {
  int code = 1;
  void (*before)() = nullptr;
};
Exit& exit_without_memory() {
  static Exit exit;
  return exit;
}
void leave_without_memory() {
  if (exit_without_memory().before) exit_without_memory().before();
  ::_exit(exit_without_memory().code);
}

}  // namespace

Result<CompiledObject> compile_guarded(std::string_view source, const CompileOptions& options) {
  catch_fatal_errors();
  const CrashHandlers handlers;
  Result<CompiledObject> compiled =
      fail(Fault::Strategy, options.file_name + ": the compiler crashed on this text");
  llvm::CrashRecoveryContext recovery;
  recovery.RunSafelyOnThread(
      [&] {
        const LostMemory lost_memory;
        const HandlerStack handler_stack;
        compiled = compile(source, options);
      },
      stack_bytes);
  return compiled;
}

void exit_when_out_of_memory(int code, void (*before)()) {
  exit_without_memory() = {code, before};
  std::set_new_handler(leave_without_memory);
  llvm::install_bad_alloc_error_handler([](void*, const char*, bool) { leave_without_memory(); },
                                        nullptr);
}

}  // namespace stratgen
