// libFuzzer over the layers text, tree and code: mutates legal programs and attacks by tokens and
// compiles, links and runs what comes out. What must not happen is a crash, a hang, or a run that
// ends with an internal error.
//
//   cmake -S . -B build/fuzz -G Ninja -DCMAKE_CXX_COMPILER=clang++-19 -DSTRATGEN_FUZZ=ON
//   ninja -C build/fuzz fuzz_compile
//   build/fuzz/fuzz_compile -max_total_time=3600 -keep_seed=1 -max_len=16384 -timeout=60
//       NEW_FOLDER tests/legal tests/hostile/attacks
//
// libclang is not instrumented, so there is no coverage to follow: every seed is kept and mutated.
// Each source is tried in a child process, as a worker would: a bomb that clang takes too long for
// ends there, and only what a worker does not stop is a find.
#include "tests/hostile/token_mutation.hpp"
#include "tests/hostile/trial.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>

using namespace stratgen;
using namespace stratgen::test;

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace {

constexpr int internal_error = 70;
constexpr rlim_t cpu_seconds = 4;
constexpr rlim_t address_space = rlim_t{3} << 30;

const Trial& trial() {
  static const Trial* const kept = [] {
    auto* made = new Trial;
    made->run("");  // precompiles the contract before the first child is forked
    return made;
  }();
  return *kept;
}

void limit(int resource, rlim_t most) {
  const rlimit both{most, most};
  setrlimit(static_cast<__rlimit_resource>(resource), &both);
}

// Exit status or signal of a child that compiled and ran `source`.
int try_source(std::string_view source) {
  const pid_t child = fork();
  if (child == 0) {
    limit(RLIMIT_CPU, cpu_seconds);
    limit(RLIMIT_AS, address_space);
    limit(RLIMIT_CORE, 0);
    const Outcome outcome = trial().run(source);
    if (outcome.exit_code == 1) std::fprintf(stderr, "%s\n", outcome.message.c_str());
    _exit(outcome.exit_code == 1 ? internal_error : 0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return status;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  trial();
  const int status = try_source(source);
  const bool out_of_time =
      WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL);
  const bool ended = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  if (!out_of_time && !ended) std::abort();
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  if (seed % 8 == 0) return LLVMFuzzerMutate(data, size, max_size);
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  return put(mutate(source, seed), data, max_size);
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* one, std::size_t one_size,
                                                 const std::uint8_t* two, std::size_t two_size,
                                                 std::uint8_t* out, std::size_t max_size,
                                                 unsigned seed) {
  const std::string_view first(reinterpret_cast<const char*>(one), one_size);
  const std::string_view second(reinterpret_cast<const char*>(two), two_size);
  return put(cross(first, second, seed), out, max_size);
}
