#include "compiler/frontend/diagnostics.hpp"

#include "compiler/frontend/arguments.hpp"
#include "compiler/frontend/hints.hpp"

#include <fmt/format.h>

#include <clang/Basic/SourceManager.h>
#include <llvm/ADT/SmallString.h>

#include <algorithm>
#include <tuple>
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

// Names of types and of what the source calls things can be of any length.
constexpr std::size_t longest_text = 400;

// Clang knows the source by a name that exists here only.
std::string text_of(const clang::Diagnostic& diagnostic, std::string_view file) {
  llvm::SmallString<128> formatted;
  diagnostic.FormatDiagnostic(formatted);
  std::string text(formatted);
  for (std::size_t at = text.find(source_path); at != text.npos; at = text.find(source_path, at))
    text.replace(at, source_path.size(), file), at += file.size();
  if (text.size() > longest_text) {
    std::size_t end = longest_text;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text.resize(end);
    text += "...";
  }
  return text;
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
                      .message = text_of(diagnostic, file_),
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

std::vector<Diagnostic> DiagnosticCollector::take_errors() {
  for (Diagnostic& each : errors) {
    if (each.hint.empty()) each.hint = general_hint_for(each.message);
    if (each.line == 0) each.line = each.column = 1;
  }
  return std::move(errors);
}

void DiagnosticCollector::add_note(const clang::Diagnostic& note) {
  if (!last_) return;
  const Place place = place_of(note);
  if (last_->line == 0 && place.line != 0) {
    last_->line = place.line;
    last_->column = place.column;
  } else if (last_->hint.empty() && place.line != 0) {
    const std::string text = text_of(note, file_);
    const bool of_options = text.find(" -f") != text.npos;  // which a strategy does not have
    const std::string_view known = hint_for_constant(text);
    if (!known.empty())
      last_->hint = known;
    else if (!of_options)
      last_->hint = fmt::format("line {}: {}", place.line, text);
  }
}

void sort_by_position(std::vector<Diagnostic>& diagnostics) {
  std::ranges::sort(diagnostics, {}, [](const Diagnostic& each) {
    return std::tie(each.line, each.column, each.rule);
  });
}

}  // namespace stratgen
