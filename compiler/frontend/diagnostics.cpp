#include "compiler/frontend/diagnostics.hpp"

#include "compiler/frontend/hints.hpp"

#include <fmt/format.h>

#include <clang/Basic/SourceManager.h>
#include <llvm/ADT/SmallString.h>

#include <algorithm>
#include <utility>

namespace stratgen {

namespace {

struct Place {
  int line = 0;
  int column = 0;
};

// In the strategy's own text, or nowhere.
Place place_of(const clang::Diagnostic& diagnostic) {
  if (!diagnostic.hasSourceManager() || diagnostic.getLocation().isInvalid()) return {};
  const clang::SourceManager& sources = diagnostic.getSourceManager();
  const clang::SourceLocation location = sources.getExpansionLoc(diagnostic.getLocation());
  if (!sources.isInMainFile(location)) return {};
  return {static_cast<int>(sources.getExpansionLineNumber(location)),
          static_cast<int>(sources.getExpansionColumnNumber(location))};
}

std::string text_of(const clang::Diagnostic& diagnostic) {
  llvm::SmallString<128> text;
  diagnostic.FormatDiagnostic(text);
  return std::string(text);
}

std::string fix_of(const clang::Diagnostic& diagnostic) {
  if (diagnostic.getNumFixItHints() != 1) return {};
  const clang::FixItHint& fix = diagnostic.getFixItHint(0);
  return fix.CodeToInsert.empty() ? std::string() : fmt::format("write '{}'", fix.CodeToInsert);
}

// Behind a name that clang does not know it expects this and that, and what the name was to declare
// is unknown, too.
bool is_consequence(const Diagnostic& error, const Diagnostic& before) {
  const bool unknown = before.message.find("in namespace 'std'") != std::string::npos ||
                       before.message.starts_with("unknown type name");
  return error.line == before.line && (unknown || error.message.starts_with("expected "));
}

}  // namespace

void DiagnosticCollector::HandleDiagnostic(clang::DiagnosticsEngine::Level level,
                                           const clang::Diagnostic& diagnostic) {
  DiagnosticConsumer::HandleDiagnostic(level, diagnostic);
  if (level == clang::DiagnosticsEngine::Note) return add_note(diagnostic);
  drop_unplaced();

  const bool is_error = level >= clang::DiagnosticsEngine::Error;
  const bool cut_off = is_error && diagnostic.getLocation().isInvalid() && !errors.empty();
  if (level < clang::DiagnosticsEngine::Warning || cut_off) return;  // "too many errors"

  auto& list = is_error ? errors : warnings;
  const Place place = place_of(diagnostic);
  Diagnostic entry = {.rule = "compile",
                      .file = std::string(file_),
                      .line = place.line,
                      .column = place.column,
                      .message = text_of(diagnostic),
                      .hint = fix_of(diagnostic)};
  if (is_error && !errors.empty() && is_consequence(entry, errors.back())) return;
  // What the API does not have is no misspelling of what it has.
  if (const std::string_view hint = hint_for(entry.message); !hint.empty()) {
    entry.message.resize(std::min(entry.message.find("; did you mean"), entry.message.size()));
    entry.hint = hint;
  }
  list.push_back(std::move(entry));
  last_ = &list.back();
}

// Of the errors inside a header that have one cause, clang says of the first what led there.
void DiagnosticCollector::drop_unplaced() {
  if (last_ && last_->line == 0 && errors.size() > 1 && last_ == &errors.back()) errors.pop_back();
  last_ = nullptr;
}

void DiagnosticCollector::add_note(const clang::Diagnostic& note) {
  if (!last_) return;
  const Place place = place_of(note);
  if (last_->line == 0 && place.line != 0) {
    last_->line = place.line;
    last_->column = place.column;
  } else if (last_->hint.empty() && place.line != 0) {
    last_->hint = fmt::format("line {}: {}", place.line, text_of(note));
  }
}

}  // namespace stratgen
