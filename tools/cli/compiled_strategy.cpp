#include "tools/cli/compiled_strategy.hpp"

#include "compiler/frontend/source_line.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace stratgen {
namespace {

// Finds lines by compiling once more, with line tables, when a run first asks. Runs of a sweep ask
// from many threads, and mostly about the same few places.
class LineFinder {
 public:
  LineFinder(std::string_view source, CompileOptions options)
      : source_(source), options_(std::move(options)) {
    options_.debug_info = DebugInfo::Lines;
  }

  int line_of(std::ptrdiff_t offset) {
    const std::lock_guard lock(mutex_);
    const auto [place, is_new] = lines_.try_emplace(offset, 0);
    if (is_new) {
      if (!with_lines_) with_lines_.emplace(compile(source_, options_));
      if (*with_lines_) place->second = source_line((*with_lines_)->object, offset).value_or(0);
    }
    return place->second;
  }

 private:
  std::string source_;
  CompileOptions options_;
  std::mutex mutex_;
  std::optional<Result<CompiledObject>> with_lines_;
  std::map<std::ptrdiff_t, int> lines_;
};

}  // namespace

Result<CompiledStrategy> compile_strategy(Jit& jit, std::string_view source,
                                          const CompileOptions& options) {
  STRATGEN_TRY(const CompiledObject object, compile(source, options));
  STRATGEN_TRY(LinkedProgram linked, LinkedProgram::link(jit, object.object, host_symbols()));
  const auto finder = std::make_shared<LineFinder>(source, options);
  Program program{object.class_name, linked.entry(),
                  [finder](std::ptrdiff_t offset) { return finder->line_of(offset); }};
  return CompiledStrategy{std::move(linked), std::move(program), object.times};
}

}  // namespace stratgen
