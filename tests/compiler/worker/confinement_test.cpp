#include "compiler/worker/confinement.hpp"

#include "compiler/worker/workers.hpp"
#include "tests/compiler/worker/escape_object.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <span>
#include <string>

using namespace stratgen;
using namespace stratgen::test;

namespace {

struct Call {
  const char* name;
  double number;
  double first = 0, second = 0, third = 0, fourth = 0;
};

// "" if the call came through.
std::string end_of(Workers& workers, const Call& call) {
  static const CompiledObject object = escape_object();
  const DataSet data(what_to_do(call.number, call.first, call.second, call.third, call.fourth));
  const auto trial = workers.try_run(object, data);
  return trial ? "" : trial.error().message;
}

Workers start() {
  auto workers = Workers::start({.program = STRATGEN_WORKER});
  REQUIRE(workers);
  return *std::move(workers);
}

void check_caught(std::span<const Call> calls) {
  Workers workers = start();
  std::filesystem::remove(STRATGEN_CANARY);
  for (const Call& call : calls) {
    CAPTURE(call.name);
    CHECK(end_of(workers, call) == "Escape: its first run ended with SIGSYS (Bad system call)");
  }
  CHECK_FALSE(std::filesystem::exists(STRATGEN_CANARY));
}

}  // namespace

TEST_CASE("a worker may compute, allocate and ask for the time" *
          doctest::skip(!has_system_filter)) {
  Workers workers = start();
  for (const Call& call :
       {Call{"getpid", SYS_getpid}, Call{"gettid", SYS_gettid},
        Call{"mmap", SYS_mmap, 0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS}}) {
    CAPTURE(call.name);
    CHECK(end_of(workers, call) == "");
  }
}

TEST_CASE("a worker opens, makes and names no file" * doctest::skip(!has_system_filter)) {
  const double write = O_CREAT | O_WRONLY;
  const Call calls[] = {
      {"open", SYS_open, path, write, 0600},
      {"openat", SYS_openat, AT_FDCWD, path, write, 0600},
      {"openat2", SYS_openat2, AT_FDCWD, path},
      {"creat", SYS_creat, path, 0600},
      {"mkdir", SYS_mkdir, path, 0700},
      {"symlink", SYS_symlink, path, path},
      {"unlink", SYS_unlink, path},
      {"rename", SYS_rename, path, path},
      {"chmod", SYS_chmod, path, 0777},
      {"stat", SYS_stat, path, path},
      {"readlink", SYS_readlink, path, path, 10},
      {"mknod", SYS_mknod, path, 0600},
      {"memfd_create", SYS_memfd_create, path},
      {"mount", SYS_mount, path, path},
      {"io_uring_setup", SYS_io_uring_setup, 8},
  };
  check_caught(calls);
}

TEST_CASE("a worker uses its channel in two ways, and no other descriptor" *
          doctest::skip(!has_system_filter)) {
  const Call calls[] = {
      {"read", SYS_read, 3},
      {"write", SYS_write, 3, path, 10},
      {"write", SYS_write, 1, path, 10},
      {"dup", SYS_dup, 3},
      {"fcntl", SYS_fcntl, 3},
      {"ioctl", SYS_ioctl, 3},
      {"sendmsg", SYS_sendmsg, 3},
      {"recvmsg", SYS_recvmsg, 3},
      {"sendto elsewhere", SYS_sendto, 2, path, 10},
      {"pidfd_getfd", SYS_pidfd_getfd, 3, 0},
      {"mmap a file", SYS_mmap, 0, 4096, PROT_READ, MAP_PRIVATE},
  };
  check_caught(calls);
}

TEST_CASE("a worker connects to nothing, starts nothing and touches no process" *
          doctest::skip(!has_system_filter)) {
  const double self = ::getpid();
  const Call calls[] = {
      {"socket", SYS_socket, 1, 1},
      {"connect", SYS_connect, 3, path, 16},
      {"bind", SYS_bind, 3, path, 16},
      {"socketpair", SYS_socketpair, 1, 1},
      {"execve", SYS_execve, path},
      {"execveat", SYS_execveat, AT_FDCWD, path},
      {"fork", SYS_fork},
      {"vfork", SYS_vfork},
      {"clone", SYS_clone},
      {"clone3", SYS_clone3, path, 88},
      {"kill", SYS_kill, self, 9},
      {"tkill", SYS_tkill, self, 9},
      {"tgkill", SYS_tgkill, self, self, 9},
      {"rt_sigqueueinfo", SYS_rt_sigqueueinfo, self, 9},
      {"pidfd_open", SYS_pidfd_open, self},
      {"pidfd_send_signal", SYS_pidfd_send_signal, 3, 9},
      {"ptrace", SYS_ptrace, 16, self},
      {"process_vm_readv", SYS_process_vm_readv, self},
      {"process_vm_writev", SYS_process_vm_writev, self},
      {"prctl", SYS_prctl, 1},
      {"seccomp", SYS_seccomp},
      {"setrlimit", SYS_setrlimit},
      {"prlimit64", SYS_prlimit64, self},
      {"setpriority", SYS_setpriority, 0, self, -20},
      {"sched_setaffinity", SYS_sched_setaffinity, self},
      {"setuid", SYS_setuid},
      {"unshare", SYS_unshare},
      {"setns", SYS_setns, 3},
      {"nanosleep", SYS_nanosleep, path},
      {"pause", SYS_pause},
  };
  check_caught(calls);
}

TEST_CASE("a worker finds no other way into the kernel" * doctest::skip(!has_system_filter)) {
  const double write = O_CREAT | O_WRONLY;
  const Call calls[] = {
      {"bpf", SYS_bpf},
      {"perf_event_open", SYS_perf_event_open},
      {"userfaultfd", SYS_userfaultfd},
      {"keyctl", SYS_keyctl},
      {"init_module", SYS_init_module},
      {"reboot", SYS_reboot},
      {"arch_prctl", SYS_arch_prctl},
      {"modify_ldt", SYS_modify_ldt},
      {"open of x32", 0x40000000 + SYS_open, path, write, 0600},
      {"none", 100'000},
  };
  check_caught(calls);
}

TEST_CASE("memory of a worker is never written and executable at once" *
          doctest::skip(!has_system_filter)) {
  const Call calls[] = {
      {"mmap", SYS_mmap, 0, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS},
      {"mprotect", SYS_mprotect, 0, 4096, PROT_WRITE | PROT_EXEC},
  };
  check_caught(calls);
}

TEST_CASE("the system's door for 32 bits is shut too" * doctest::skip(!has_system_filter)) {
  check_caught(std::array{Call{"fork", call_32_bits, 2}, Call{"getpid", call_32_bits, 20}});
}
