#include "compiler/worker/confinement.hpp"

#include <fcntl.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <initializer_list>

namespace stratgen {

namespace {

bool set_limit(__rlimit_resource resource, std::size_t value) {
  rlimit both{};
  if (::getrlimit(resource, &both) != 0) return false;
  both.rlim_max = std::min<rlim_t>(both.rlim_max, value);  // to raise it is not ours
  both.rlim_cur = both.rlim_max;
  return ::setrlimit(resource, &both) == 0;
}

bool set(int option, unsigned long value) { return ::prctl(option, value, 0, 0, 0) == 0; }

// Collects the rules; the first that is not accepted makes the whole useless.
class Filter {
 public:
  Filter() : rules_(seccomp_init(SCMP_ACT_KILL_PROCESS)) {
    // Foreign calls (of 32 bits, x32) die as well. A worker holds no secret, so the brakes on
    // speculation that come with a filter would only cost time.
    good_ = rules_ && seccomp_attr_set(rules_, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0;
    if (good_) seccomp_attr_set(rules_, SCMP_FLTATR_CTL_SSB, 1);
  }
  Filter(const Filter&) = delete;
  Filter& operator=(const Filter&) = delete;
  ~Filter() { seccomp_release(rules_); }

  void allow(int call, std::initializer_list<scmp_arg_cmp> conditions = {}) {
    good_ = good_ && seccomp_rule_add_array(rules_, SCMP_ACT_ALLOW, call,
                                            static_cast<unsigned>(conditions.size()),
                                            conditions.begin()) == 0;
  }
  bool load() { return good_ && seccomp_load(rules_) == 0; }

 private:
  scmp_filter_ctx rules_;
  bool good_ = false;
};

scmp_arg_cmp equals(unsigned argument, std::uint64_t value) {
  return {argument, SCMP_CMP_EQ, value, 0};
}
scmp_arg_cmp has_bits(unsigned argument, std::uint64_t mask, std::uint64_t value) {
  return {argument, SCMP_CMP_MASKED_EQ, mask, value};
}

void allow_memory(Filter& filter) {
  // Of no file. Code is written first and made executable by mprotect then, never both at once.
  filter.allow(SCMP_SYS(mmap), {has_bits(2, PROT_EXEC, 0),
                                has_bits(3, MAP_ANONYMOUS, MAP_ANONYMOUS), equals(4, UINT32_MAX)});
  filter.allow(SCMP_SYS(mmap), {has_bits(2, PROT_EXEC, 0),
                                has_bits(3, MAP_ANONYMOUS, MAP_ANONYMOUS), equals(4, UINT64_MAX)});
  filter.allow(SCMP_SYS(mprotect), {has_bits(2, PROT_EXEC, 0)});
  filter.allow(SCMP_SYS(mprotect), {has_bits(2, PROT_EXEC | PROT_WRITE, PROT_EXEC)});
  for (const int call : {SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(brk)})
    filter.allow(call);
}

void allow_channel(Filter& filter, int channel) {
  const auto fd = static_cast<std::uint64_t>(channel);
  filter.allow(SCMP_SYS(recvfrom), {equals(0, fd)});
  filter.allow(SCMP_SYS(sendto), {equals(0, fd), equals(4, 0)});
  // What clang and LLVM print when they die goes to /dev/null.
  for (const int call : {SCMP_SYS(write), SCMP_SYS(writev)})
    filter.allow(call, {equals(0, STDERR_FILENO)});
}

void allow_itself(Filter& filter) {
  for (const int call :
       {SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigaction),
        SCMP_SYS(rt_sigprocmask), SCMP_SYS(sigaltstack), SCMP_SYS(setitimer), SCMP_SYS(getpid),
        SCMP_SYS(gettid), SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(gettimeofday),
        SCMP_SYS(getrusage), SCMP_SYS(futex), SCMP_SYS(sched_yield), SCMP_SYS(getrandom),
        SCMP_SYS(restart_syscall)})
    filter.allow(call);
  // abort()
  filter.allow(SCMP_SYS(tgkill), {equals(0, static_cast<std::uint64_t>(::getpid()))});
}

bool load_filter(int channel) {
  Filter filter;
  allow_memory(filter);
  allow_channel(filter, channel);
  allow_itself(filter);
  return filter.load();
}

}  // namespace

void limit_cpu_time(std::chrono::milliseconds limit) {
  itimerval timer{};
  timer.it_value.tv_sec = limit.count() / 1000;
  timer.it_value.tv_usec = limit.count() % 1000 * 1000;
  ::setitimer(ITIMER_PROF, &timer, nullptr);
}

bool confine(int channel, std::chrono::milliseconds cpu_limit, std::size_t memory) {
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(worker_life + 2 * cpu_limit);
  const auto descriptors = static_cast<unsigned>(channel) + 1;
  const bool limited = ::close_range(descriptors, ~0U, 0) == 0 && set(PR_SET_NO_NEW_PRIVS, 1) &&
                       set(PR_SET_DUMPABLE, 0) && set_limit(RLIMIT_CORE, 0) &&
                       set_limit(RLIMIT_FSIZE, 0) && set_limit(RLIMIT_NOFILE, descriptors) &&
                       set_limit(RLIMIT_NPROC, 0) &&
                       set_limit(RLIMIT_CPU, static_cast<std::size_t>(seconds.count()) + 1);
  if (!limited) return false;
  for (const int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP})
    if (std::signal(fault, SIG_DFL) == SIG_ERR) return false;
  if (!has_system_filter) return true;
  return set_limit(RLIMIT_AS, memory) && load_filter(channel);
}

}  // namespace stratgen
