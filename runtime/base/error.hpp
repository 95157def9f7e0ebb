// What can go wrong, as a value. Nothing in stratgen throws across a function it declares.
#pragma once

#include <string>
#include <vector>

namespace stratgen {

// Whose fault it is; the command maps it to its exit code.
enum class Fault {
  Internal,     // 1: ours
  Usage,        // 2: the command line
  Data,         // 3: bars, files, the workspace
  Strategy,     // 4: does not compile or breaks a rule; a spec or answer that is not valid
  Run,          // 5: failed while running: budget, bad index, rejected parameters
  Service,      // 6: a language model, broker or data source refused or was out of reach
  Safety,       // 7: a limit stopped an order
  Interrupted,  // 130
};

// One finding about a source text. `line` and `column` count from 1; 0 is "nowhere in particular".
struct Diagnostic {
  std::string rule;  // id of the rule, or "compile" for what clang says
  std::string file;
  int line = 0;
  int column = 0;
  std::string message;
  std::string hint;  // what to write instead; may be empty
};

// `message` is one sentence: what, where, what to do.
struct Error {
  Fault fault = Fault::Internal;
  std::string message;
  std::vector<Diagnostic> diagnostics = {};
};

}  // namespace stratgen
