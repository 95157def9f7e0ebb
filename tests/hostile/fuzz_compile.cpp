// libFuzzer over the layers text, tree and code: mutates the corpus of legal programs and attacks
// by tokens and compiles, links and runs what comes out. What must not happen is a crash, a hang,
// or a run that ends with an internal error. From the root of the repository, since it reads the
// corpus:
//
//   cmake -S . -B build/fuzz -G Ninja -DCMAKE_CXX_COMPILER=clang++-19 -DSTRATGEN_FUZZ=ON
//   ninja -C build/fuzz fuzz_compile
//   build/fuzz/fuzz_compile -max_total_time=3600 -max_len=16384 -timeout=60 FOLDER_FOR_FINDS
//
// libclang is not instrumented, so there is no coverage to follow, and each source is made afresh
// of one or two of the corpus. It is tried in a child process, as a worker would: a bomb that clang
// takes too long for ends there, and only what a worker does not stop is a find.
#include "compiler/check/lexer_scan.hpp"
#include "tests/hostile/corpus.hpp"
#include "tests/hostile/token_mutation.hpp"
#include "tests/hostile/trial.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

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

// Three of four are legal. What the text layer refuses would be refused again.
const std::vector<std::string>& corpus() {
  static const std::vector<std::string> kept = [] {
    std::vector<std::string> sources;
    const std::vector<LegalProgram> legal = read_legal_programs();
    for (const Attack& each : read_attacks()) {
      if (!scan_source(each.source, "").empty()) continue;
      sources.push_back(each.source);
      for (int i = 0; i < 3; ++i) sources.push_back(legal[sources.size() % legal.size()].source);
    }
    return sources;
  }();
  return kept;
}

void limit(int resource, rlim_t most) {
  const rlimit both{most, most};
  setrlimit(static_cast<__rlimit_resource>(resource), &both);
}

// How far the sources got, printed at the end: mutations that all die in the text try nothing.
struct Counts {
  long of_text = 0, refused = 0, ran = 0, ended = 0, out_of_time = 0;
  ~Counts() {
    std::fprintf(stderr,
                 "refused by the text layer %ld, later %ld; ran to the end %ld, ended %ld; out of "
                 "time %ld\n",
                 of_text, refused, ran, ended, out_of_time);
  }
};
Counts counts;

// Exit status or signal of a child that compiled and ran `source`.
int try_source(std::string_view source) {
  const pid_t child = fork();
  if (child == 0) {
    limit(RLIMIT_CPU, cpu_seconds);
    limit(RLIMIT_AS, address_space);
    limit(RLIMIT_CORE, 0);
    const Outcome outcome = trial().run(source);
    if (outcome.exit_code == 1) std::fprintf(stderr, "%s\n", outcome.message.c_str());
    _exit(outcome.exit_code == 1 ? internal_error : outcome.exit_code);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return status;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  if (!scan_source(source, "").empty()) {
    ++counts.of_text;
    return 0;
  }
  trial();
  const int status = try_source(source);
  const bool out_of_time =
      WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL);
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : internal_error;
  counts.out_of_time += out_of_time;
  counts.ran += code == 0;
  counts.refused += code == 4;
  counts.ended += code == 5;
  if (!out_of_time && code == internal_error) std::abort();
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  if (seed % 16 == 0) return LLVMFuzzerMutate(data, size, max_size);
  const auto pick = [&](std::size_t number) -> const std::string& {
    return corpus()[number % corpus().size()];
  };
  const std::string& one = pick(seed / 16);
  const std::string& two = pick(seed / 16 / corpus().size());
  return put(seed % 8 == 1 ? cross(one, two, seed) : mutate(one, seed), data, max_size);
}
