// From the text of a strategy to object code: size, UTF-8, text scan, one parse by clang, the
// allow-list on its tree, IR, optimiser, fuel and traps, machine code. Nothing is read from the
// file system, the contract headers included; the code is for the CPU it runs on, unless another is
// named.
#pragma once

#include "runtime/base/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

// Which layers hold a source. All of them, but where one is tried alone.
struct Layers {
  bool text = true;  // size, UTF-8, the scan before clang
  bool tree = true;  // the allow-list
  bool code = true;  // fuel, stack limit, traps, frame size
};

enum class DebugInfo {
  None,
  Lines,  // the same machine code, with what source_line() reads
  Full,   // for a debugger or profiler
};

// Where a debugger finds the text of what was compiled. Empty paths stay what they are in
// diagnostics of clang: names that exist in the compiler only.
struct TextOnDisk {
  std::string source;   // the file
  std::string headers;  // the folder that holds stratgen/strategy.hpp
};

struct CompileOptions {
  std::string file_name = "strategy.cpp";  // as diagnostics show it
  std::size_t max_bytes = 1 << 20;         // of source; 64 KiB for a model's
  DebugInfo debug_info = DebugInfo::None;
  TextOnDisk text_on_disk = {};  // for DebugInfo::Full
  bool optimised = true;         // else O0, for stepping through it
  Layers layers = {};
  std::string cpu = {};  // by LLVM's name: "x86-64-v3"; empty is the one that compile() runs on
};

// On a clock on the wall, and of the compiling thread's CPU time.
struct StageTime {
  double wall_ms = 0;
  double cpu_ms = 0;

  friend StageTime operator+(StageTime a, StageTime b) {
    return {a.wall_ms + b.wall_ms, a.cpu_ms + b.cpu_ms};
  }
  friend StageTime operator-(StageTime a, StageTime b) {
    return {a.wall_ms - b.wall_ms, a.cpu_ms - b.cpu_ms};
  }
};

struct CompileTimes {
  StageTime scan;
  StageTime parse;
  StageTime check;
  StageTime optimise;  // with the making of IR
  StageTime codegen;

  StageTime total() const { return scan + parse + check + optimise + codegen; }
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
