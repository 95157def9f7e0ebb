#include "compiler/load/line_finder.hpp"

#include "compiler/frontend/guarded.hpp"
#include "compiler/frontend/source_line.hpp"

#include <utility>

namespace stratgen {

LineFinder::LineFinder(std::string_view source, CompileOptions options,
                       std::shared_ptr<Workers> workers)
    : source_(source), options_(std::move(options)), workers_(std::move(workers)) {
  options_.debug_info = DebugInfo::Lines;
}

int LineFinder::line_of(std::ptrdiff_t offset) {
  const std::lock_guard lock(mutex_);
  const auto [place, is_new] = lines_.try_emplace(offset, 0);
  if (is_new) place->second = find(offset).value_or(0);
  return place->second;
}

Result<int> LineFinder::find(std::ptrdiff_t offset) {
  if (workers_) return workers_->source_line(source_, options_, offset);
  if (!with_lines_) with_lines_.emplace(compile_guarded(source_, options_));
  if (!*with_lines_) return tl::unexpected(with_lines_->error());
  return source_line((*with_lines_)->object, offset);
}

}  // namespace stratgen
