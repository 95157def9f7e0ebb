// Private to compiler/load: lines of a strategy whose run failed.
#pragma once

#include "compiler/frontend/compile.hpp"
#include "compiler/worker/workers.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace stratgen {

// Compiles once more, with line tables, when a run first asks. Runs of a sweep ask from many
// threads, and mostly about the same few places.
class LineFinder {
 public:
  // Without workers the source is trusted and compiled here.
  LineFinder(std::string_view source, CompileOptions options, std::shared_ptr<Workers> workers);

  // As Program::line_of.
  int line_of(std::ptrdiff_t offset);

 private:
  Result<int> find(std::ptrdiff_t offset);

  std::string source_;
  CompileOptions options_;
  std::shared_ptr<Workers> workers_;
  std::mutex mutex_;
  std::optional<Result<CompiledObject>> with_lines_;  // made here
  std::map<std::ptrdiff_t, int> lines_;
};

}  // namespace stratgen
