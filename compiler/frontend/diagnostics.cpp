#include "compiler/frontend/diagnostics.hpp"

#include <fmt/format.h>

#include <clang/Basic/SourceManager.h>
#include <llvm/ADT/SmallString.h>

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

}  // namespace

void DiagnosticCollector::HandleDiagnostic(clang::DiagnosticsEngine::Level level,
                                           const clang::Diagnostic& diagnostic) {
  DiagnosticConsumer::HandleDiagnostic(level, diagnostic);
  if (level == clang::DiagnosticsEngine::Note) return add_note(diagnostic);

  const bool is_error = level >= clang::DiagnosticsEngine::Error;
  const Place place = place_of(diagnostic);
  const bool cut_off = is_error && diagnostic.getLocation().isInvalid() && !errors.empty();
  last_ = nullptr;
  if (level < clang::DiagnosticsEngine::Warning || cut_off) return;  // "too many errors"

  auto& list = is_error ? errors : warnings;
  list.push_back({.rule = "compile",
                  .file = std::string(file_),
                  .line = place.line,
                  .column = place.column,
                  .message = text_of(diagnostic),
                  .hint = fix_of(diagnostic)});
  last_ = &list.back();
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
