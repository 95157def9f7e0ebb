// libFuzzer over the layers text, tree and code: mutates the corpus of legal programs and attacks
// by tokens and compiles, links and runs what comes out. What must not happen is a crash, a hang,
// or a run that ends with an internal error. From the root of the repository, since it reads the
// corpus:
//
//   cmake -S . -B build/fuzz -G Ninja -DCMAKE_CXX_COMPILER=clang++-19 -DSTRATGEN_FUZZ=ON
//   ninja -C build/fuzz fuzz_compile stratgen_worker
//   build/fuzz/fuzz_compile -max_total_time=3600 -keep_seed=1 -max_len=16384 -timeout=60 NEW_FOLDER
//
// libclang is not instrumented, so there is no coverage to follow, and each source is made afresh
// of one or two of the corpus. It goes the way of the command: a worker compiles it, another tries
// it, and what came through is linked and run here. What a worker stops by dying in the compiler or
// by its deadline is no find; a trial that dies of anything but a fault, an internal error, and
// whatever ends this process are.
#include "compiler/check/lexer_scan.hpp"
#include "compiler/worker/workers.hpp"
#include "tests/hostile/corpus.hpp"
#include "tests/hostile/token_mutation.hpp"
#include "tests/hostile/trial.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

using namespace stratgen;
using namespace stratgen::test;

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace {

const Trial& trial() {
  static const Trial kept;
  return kept;
}

Workers& workers() {
  static Workers kept = Workers::start({STRATGEN_WORKER}).value();
  return kept;
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

// How far the sources got, printed at the end: mutations that all die in the text try nothing.
struct Counts {
  long of_text = 0, refused = 0, at_limit = 0, at_fault = 0, ran = 0, ended = 0;
  ~Counts() {
    std::fprintf(stderr,
                 "refused by the text layer %ld, later %ld; stopped by a worker's limit %ld; "
                 "faults %ld; ran to the end %ld, ended %ld\n",
                 of_text, refused, at_limit, at_fault, ran, ended);
  }
};
Counts counts;

[[noreturn]] void find(const std::string& message) {
  std::fprintf(stderr, "%s\n", message.c_str());
  std::abort();
}

bool at_compile_limit(const Error& error) {
  return !error.diagnostics.empty() && error.diagnostics.front().rule == "compile-limit";
}

bool says(const Error& error, const char* text) {
  return error.message.find(text) != std::string::npos;
}

// A trial that ends by its deadline or memory did what it is there for.
bool at_trial_limit(const Error& error) {
  return says(error, "did not end within") || says(error, "of memory");
}

// A fault of the machine ends a trial, where it would end no more than the run here. Any other end
// of its process is a find.
bool at_fault(const Error& error) {
  return says(error, "SIGSEGV") || says(error, "SIGBUS") || says(error, "SIGFPE") ||
         says(error, "SIGILL");
}

void try_source(std::string_view source) {
  const auto compiled = workers().compile(source);
  if (!compiled) {
    if (compiled.error().fault != Fault::Strategy) find(compiled.error().message);
    ++(at_compile_limit(compiled.error()) ? counts.at_limit : counts.refused);
    return;
  }
  const auto tried = workers().try_run(*compiled, trial().data());
  if (!tried && at_trial_limit(tried.error())) {
    ++counts.at_limit;
    return;
  }
  if (!tried && !at_fault(tried.error())) find(tried.error().message);
  counts.at_fault += !tried;
  const Outcome outcome = trial().run(*compiled);
  if (outcome.exit_code == 1) find(outcome.message);
  ++(outcome.exit_code == 0 ? counts.ran : counts.ended);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  if (scan_source(source, "").empty())
    try_source(source);
  else
    ++counts.of_text;
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
