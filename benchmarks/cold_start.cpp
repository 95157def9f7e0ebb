// What a user waits for when nothing is warm: the command from its start to the result of an SMA
// cross on 1,500 bars whose object is in the cache, and of that the part that turns text into a
// callable entry. The aims are 60 ms and 1 ms.
#include "compiler/cache/object_cache.hpp"
#include "compiler/cache/object_key.hpp"
#include "compiler/frontend/stopwatch.hpp"
#include "compiler/jit/program.hpp"
#include "runtime/base/file.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

using namespace stratgen;

namespace {

namespace fs = std::filesystem;

constexpr int repetitions = 50;
constexpr int bars = 1500;

const fs::path root = STRATGEN_SOURCE_DIR;
const fs::path strategy = root / "generated/momentum/sma-crossover/strategy.cpp";
const fs::path sample = root / "runtime/market/sample/NDX_dc.csv";

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

void print(const char* name, const std::vector<StageTime>& times) {
  std::vector<double> wall, cpu;
  for (const StageTime& each : times) {
    wall.push_back(each.wall_ms);
    cpu.push_back(each.cpu_ms);
  }
  fmt::print("{:<44}{:>9.3f}{:>9.3f}{:>9.3f}\n", name, median(cpu), median(wall),
             *std::min_element(wall.begin(), wall.end()));
}

// In this process, once it is warm.
Result<void> measure_known_object(const fs::path& folder) {
  STRATGEN_TRY(const std::string source, read_file(strategy));
  STRATGEN_TRY(const ObjectCache cache, ObjectCache::open(folder));
  STRATGEN_TRY(Jit jit, Jit::create());
  STRATGEN_TRY(const CompiledObject object, compile(source));
  STRATGEN_CHECK(cache.store(object_key(source, {}), object));
  std::vector<StageTime> finding, linking, both;
  for (int i = -3; i < repetitions; ++i) {
    Stopwatch watch;
    const auto found = cache.find(object_key(source, {}));
    if (!found) return fail(Fault::Internal, "what was stored is not found");
    const StageTime found_in = watch.lap();
    STRATGEN_TRY(const auto linked, LinkedProgram::link(jit, found->object, host_symbols()));
    const StageTime linked_in = watch.lap();
    if (i < 0) continue;
    finding.push_back(found_in);
    linking.push_back(linked_in);
    both.push_back(found_in + linked_in);
  }
  print("hash the text and find its object", finding);
  print("link it", linking);
  print("both: text to callable entry", both);
  return {};
}

// The first bars of the sample, in the layout of --data.
Result<fs::path> write_bars(const fs::path& folder) {
  STRATGEN_TRY(const std::string text, read_file(sample));
  std::size_t end = 0;
  for (int line = 0; line <= bars && end != text.npos; ++line) end = text.find('\n', end) + 1;
  STRATGEN_CHECK(write_file(folder / "bars.csv", text.substr(0, end)));
  return folder / "bars.csv";
}

double cpu_ms(const rusage& usage) {
  const auto ms = [](const timeval& time) {
    return 1e3 * static_cast<double>(time.tv_sec) + 1e-3 * static_cast<double>(time.tv_usec);
  };
  return ms(usage.ru_utime) + ms(usage.ru_stime);
}

Result<StageTime> run(std::vector<std::string> arguments) {
  std::vector<char*> argv;
  for (std::string& each : arguments) argv.push_back(each.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t quiet;
  posix_spawn_file_actions_init(&quiet);
  posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
  Stopwatch watch;
  pid_t process = 0;
  const int failed = posix_spawn(&process, argv[0], &quiet, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&quiet);
  int status = 0;
  rusage usage{};
  if (failed != 0 || ::wait4(process, &status, 0, &usage) != process || status != 0)
    return fail(Fault::Internal, fmt::format("{} failed", fmt::join(arguments, " ")));
  return StageTime{watch.lap().wall_ms, cpu_ms(usage)};
}

Result<void> measure_command(const char* name, const std::vector<std::string>& arguments) {
  std::vector<StageTime> times;
  for (int i = -1; i < repetitions; ++i) {  // the first one fills the cache
    STRATGEN_TRY(const StageTime time, run(arguments));
    if (i >= 0) times.push_back(time);
  }
  print(name, times);
  return {};
}

Result<void> measure(const fs::path& folder) {
  const std::string command = STRATGEN_COMMAND;
  STRATGEN_CHECK(measure_known_object(folder / "objects"));
  STRATGEN_TRY(const fs::path data, write_bars(folder));
  STRATGEN_CHECK(measure_command("process: stratgen --version", {command, "--version"}));
  STRATGEN_CHECK(measure_command("process: stratgen backtest, object in cache",
                                 {command, "backtest", strategy, "--data", data}));
  STRATGEN_CHECK(measure_command("the same by way of the launcher",
                                 {root / "tools/stratgen", "backtest", strategy, "--data", data}));
  return {};
}

}  // namespace

int main() {
  std::string pattern = (fs::temp_directory_path() / "stratgen-cold-XXXXXX").string();
  const fs::path folder = ::mkdtemp(pattern.data()) ? pattern : "";
  ::setenv("XDG_CACHE_HOME", folder.c_str(), 1);
  fmt::print("milliseconds, medians of {:<24}CPU     wall  least wall\n", repetitions);
  const auto done = measure(folder);
  fs::remove_all(folder);
  if (!done) fmt::print("{}\n", done.error().message);
  return done ? 0 : 1;
}
