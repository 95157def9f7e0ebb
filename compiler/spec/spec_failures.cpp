#include "compiler/spec/spec_failures.hpp"

#include <fmt/format.h>

namespace stratgen {

void SpecFailures::add(std::string_view pointer, std::string_view problem,
                       std::string_view allowed) {
  constexpr std::size_t most_reported = 20;
  if (++count_ > most_reported) return;
  diagnostics_.push_back(
      {.rule = what_,
       .file = {},
       .message = fmt::format("{}: {}", pointer.empty() ? "/" : pointer, problem),
       .hint = std::string(allowed)});
}

Result<void> SpecFailures::as_result() const {
  if (diagnostics_.empty()) return {};
  const Diagnostic& first = diagnostics_.front();
  std::string message = fmt::format("{} {}; {}", what_, first.message, first.hint);
  if (count_ > 1) message += fmt::format(" (and {} more)", count_ - 1);
  return tl::unexpected(Error{Fault::Strategy, std::move(message), diagnostics_});
}

std::string pointer_step(std::string_view key) {
  std::string step = "/";
  for (const char c : key) {
    if (c == '~') {
      step += "~0";
    } else if (c == '/') {
      step += "~1";
    } else {
      step += c;
    }
  }
  return step;
}

}  // namespace stratgen
