// What became of a strategy: the IR after the optimiser, the machine code with the lines that it
// came from, and what the optimiser says it did and did not do.
#pragma once

#include "compiler/frontend/code_place.hpp"
#include "compiler/frontend/compile.hpp"
#include "runtime/base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

struct Instruction {
  std::uint64_t address = 0;  // in its section
  std::string bytes;          // the machine code
  std::string text;           // Intel syntax; what is called and jumped to has its name
  std::string note;           // the constant that is read, or what a shuffle does; may be empty
  std::string label;          // "L3" where a jump leads to this instruction; else empty
  CodePlace place;
};

struct MachineFunction {
  std::string name;
  std::vector<Instruction> instructions;
};

enum class RemarkKind { Passed, Missed, Analysis };

struct Remark {
  RemarkKind kind = RemarkKind::Passed;
  std::string pass;      // LLVM's: "inline", "loop-vectorize"
  std::string name;      // LLVM's: "NoDefinition"
  std::string message;   // a sentence
  std::string function;  // that the pass was at work on
  CodePlace place;
  int callee_line = 0;  // of what is or is not inlined, if it is the strategy's own function
  int count = 1;

  friend bool operator==(const Remark&, const Remark&) = default;
};

struct Listing {
  std::string class_name;
  std::string ir;  // a module that llvm's tools read, with source lines as comments
  std::vector<MachineFunction> machine_code;
  std::vector<Remark> remarks;  // all of them, by line; alike ones are one with a count
};

// The machine code is byte for byte that of compile(). A source that does not pass gives the Error
// that compile() gives. A function of its arguments alone.
Result<Listing> list_code(std::string_view source, const CompileOptions& options = {});

// Those that concern the strategy's own lines and tell an engineer something: loops, calls that
// stay calls, functions of its own that were or were not inlined.
std::vector<Remark> worth_reading(const std::vector<Remark>& remarks);

// A line of a contract header, such as "detail/run.hpp"; empty if there is none.
std::string_view header_text(std::string_view header, int line);

}  // namespace stratgen
