// From the text of a strategy to object code: size, UTF-8, text scan, one parse by clang, the
// allow-list on its tree, IR, optimiser, fuel and traps, machine code. Nothing is read from the
// file system, the contract headers included; the code is for the CPU it runs on.
#pragma once

#include "runtime/base/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

struct CompileOptions {
  std::string file_name = "strategy.cpp";  // as diagnostics show it
  std::size_t max_bytes = 1 << 20;         // of source; 64 KiB for a model's
};

// Wall-clock milliseconds.
struct CompileTimes {
  double scan_ms = 0;
  double parse_ms = 0;
  double check_ms = 0;
  double optimise_ms = 0;  // with the making of IR
  double codegen_ms = 0;

  double total() const { return scan_ms + parse_ms + check_ms + optimise_ms + codegen_ms; }
};

struct CompiledObject {
  std::string class_name;               // of the strategy, qualified
  std::string object;                   // an ELF file that exports stratgen_run
  std::vector<Diagnostic> diagnostics;  // warnings, by position
  CompileTimes times;
};

// A source that does not compile or breaks a rule is an Error with Fault::Strategy whose
// diagnostics are sorted by position; clang's own have the rule "compile". May be called from many
// threads at once.
Result<CompiledObject> compile(std::string_view source, const CompileOptions& options = {});

}  // namespace stratgen
