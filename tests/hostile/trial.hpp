// Compiles one source, and what is accepted is linked and run over made-up bars: what `stratgen
// check` and `stratgen backtest` would say of it, as a value.
#pragma once

#include "compiler/frontend/compile.hpp"
#include "compiler/jit/program.hpp"
#include "runtime/base/error.hpp"
#include "runtime/engine/data_set.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace stratgen::test {

struct Outcome {
  int exit_code = 0;    // 0 ran to the end, 4 refused, 5 ended while running, 1 a mistake of ours
  std::string message;  // of the Error
  std::vector<Diagnostic> diagnostics;
};

// May be used from many threads at once.
class Trial {
 public:
  Trial();

  Outcome compile_only(std::string_view source, const CompileOptions& options = {}) const;

  // Runs with the default parameters, then with all of them at the low and all at the high end of
  // their ranges; reports the first run that does not end well. A strategy may reject what it was
  // given only where it was not its defaults.
  Outcome run(std::string_view source, const CompileOptions& options = {}) const;
  Outcome run(const CompiledObject& compiled) const;

  const DataSet& data() const { return data_; }

 private:
  Outcome run_linked(const Program& program) const;

  mutable Jit jit_;
  DataSet data_;
};

std::string describe(const Outcome& outcome);

}  // namespace stratgen::test
