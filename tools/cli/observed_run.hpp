// A strategy, run so that it can be told what it saw and did.
#pragma once

#include "compiler/inspect/instrument.hpp"
#include "compiler/jit/program.hpp"
#include "compiler/load/loader.hpp"
#include "runtime/engine/data_set.hpp"
#include "runtime/engine/report.hpp"
#include "runtime/engine/trace.hpp"
#include "tools/cli/run_input.hpp"
#include "tools/cli/strategy_source.hpp"

#include <optional>
#include <string>
#include <vector>

namespace stratgen {

struct ObservedRun {
  std::vector<ParamDeclaration> declared;
  std::vector<double> values;  // of the parameters
  Trace trace;
  std::vector<double> equity, position;  // one value per bar of the data
  std::optional<Report> report;          // nothing if the run failed
  std::optional<Error> failure;

  // The first bar whose next() was called.
  int start(const RunInput& input) const;
};

class ObservedStrategy {
 public:
  // The text is loaded as it is first, and tried on `data`: an Error is what the loader says of it.
  static Result<ObservedStrategy> load(const StrategySource& source, const DataSet& data,
                                       Loader& loader);

  // What next() sees is kept for the bars `from` to `to`. A run that fails on a bar has its failure
  // in the result; one that does not come to its first bar is an Error.
  Result<ObservedRun> run(const RunInput& input, int from, int to) const;

  Result<std::vector<ParamDeclaration>> declared(const DataSet& data) const;

  const std::string& name() const { return program_.name; }
  // Nothing is watched in it if the text cannot be rewritten.
  const InstrumentedSource& source() const { return source_; }

 private:
  ObservedStrategy(InstrumentedSource source, Jit jit, LinkedProgram machine_code, Program program)
      : source_(std::move(source)),
        jit_(std::move(jit)),
        machine_code_(std::move(machine_code)),
        program_(std::move(program)) {}

  InstrumentedSource source_;
  Jit jit_;
  LinkedProgram machine_code_;
  Program program_;
};

}  // namespace stratgen
