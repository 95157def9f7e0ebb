// Workers: processes that meet a strategy's text before this one does. They hold no key, open no
// file and no connection, and are killed at a deadline; a worker that dies is an Error of the
// source that it held, and another takes its place.
#pragma once

#include "compiler/frontend/compile.hpp"
#include "compiler/worker/worker_pool.hpp"
#include "runtime/base/result.hpp"
#include "runtime/engine/data_set.hpp"

#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>

namespace stratgen {

// May be used from many threads at once; a call waits while all workers are busy.
class Workers {
 public:
  // Starts no process yet. An Error if the program cannot be executed.
  static Result<Workers> start(WorkerOptions options);

  // What compile() gives here. A source that kills its worker or outlasts the deadline is an Error
  // with Fault::Strategy that says so, with a diagnostic of the rule "compile-limit".
  Result<CompiledObject> compile(std::string_view source, const CompileOptions& options = {});

  // Links the object and runs it once with default parameters, over the first 2,500 bars of `data`,
  // in a process that is used for nothing else afterwards. That the run ends with an error is no
  // concern of a trial: that it crashes or does not end is, and an Error with Fault::Run.
  Result<void> try_run(const CompiledObject& object, const DataSet& data);

  // source_line() of the source, compiled once more with line tables; 0 if it is not known.
  Result<int> source_line(std::string_view source, const CompileOptions& options,
                          std::ptrdiff_t offset);

 private:
  explicit Workers(std::unique_ptr<WorkerPool> pool) : pool_(std::move(pool)) {}

  std::unique_ptr<WorkerPool> pool_;
};

}  // namespace stratgen
