// Private to compiler/jit: tells perf what code is where, in the format jitdump of the Linux
// kernel's tools/perf/Documentation/jitdump-specification.txt. LLVM's own writer (19.1) leaves the
// header's flags uninitialised, which perf refuses, and chooses its folder from the environment.
#pragma once

#include "runtime/base/result.hpp"

#include <filesystem>
#include <memory>
#include <string_view>

namespace stratgen {

// The file jit-<pid>.dump. May be used from many threads at once.
class PerfDump {
 public:
  static Result<std::unique_ptr<PerfDump>> open(const std::filesystem::path& folder);
  ~PerfDump();

  PerfDump(const PerfDump&) = delete;
  PerfDump& operator=(const PerfDump&) = delete;

  // The functions of `object` with their lines; it is linked such that stratgen_run is at `entry`.
  Result<void> add(std::string_view object, const void* entry);

 private:
  struct File;
  explicit PerfDump(std::unique_ptr<File> file);

  std::unique_ptr<File> file_;
};

}  // namespace stratgen
