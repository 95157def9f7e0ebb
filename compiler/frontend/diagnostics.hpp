// Private to compiler/frontend: clang's diagnostics as values.
#pragma once

#include "runtime/base/error.hpp"

#include <clang/Basic/Diagnostic.h>

#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

// An error inside a header is moved to the line of the strategy that led there, and notes and
// fix-its become the hint of what they belong to.
class DiagnosticCollector : public clang::DiagnosticConsumer {
 public:
  explicit DiagnosticCollector(std::string_view file_name) : file_(file_name) {}

  void HandleDiagnostic(clang::DiagnosticsEngine::Level level,
                        const clang::Diagnostic& diagnostic) override;
  void EndSourceFile() override { drop_unplaced(); }

  // Each with a place and a hint.
  std::vector<Diagnostic> take_errors();

  std::vector<Diagnostic> errors;
  std::vector<Diagnostic> warnings;

 private:
  void add_note(const clang::Diagnostic& note);
  void drop_unplaced();

  std::string_view file_;
  Diagnostic* last_ = nullptr;  // what notes belong to
};

void sort_by_position(std::vector<Diagnostic>& diagnostics);

}  // namespace stratgen
