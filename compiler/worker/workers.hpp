// Workers: processes that meet a strategy's text before this one does. They hold no key, open no
// file and no connection, and are killed at a deadline; a worker that dies is an Error of the
// source that it held, and another takes its place.
#pragma once

#include "compiler/frontend/compile.hpp"
#include "runtime/base/result.hpp"
#include "runtime/engine/data_set.hpp"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <string_view>

namespace stratgen {

struct WorkerOptions {
  std::filesystem::path program;  // the executable stratgen_worker
  int count = 1;                  // at most so many at once; started when they are needed
  std::chrono::milliseconds deadline{2000};   // of a compile, and of a trial
  std::size_t memory = std::size_t{2} << 30;  // address space of a worker, in bytes
};

// May be used from many threads at once; a call waits while all workers are busy.
class Workers {
 public:
  static Result<Workers> start(WorkerOptions options);

  Workers(Workers&&) noexcept;
  Workers& operator=(Workers&&) noexcept;
  ~Workers();

  // What compile() gives here. A source that kills its worker or outlasts the deadline is an Error
  // with Fault::Strategy that says so.
  Result<CompiledObject> compile(std::string_view source, const CompileOptions& options);

  // Links the object and runs it once with default parameters, over the first bars of `data`. That
  // the run ends with an error is no concern of a trial: that it crashes or does not end is, and an
  // Error with Fault::Run.
  Result<void> try_run(const CompiledObject& object, const DataSet& data);

  // source_line() of the source, compiled once more with line tables; 0 if it is not known.
  Result<int> source_line(std::string_view source, const CompileOptions& options,
                          std::ptrdiff_t offset);

 private:
  struct Pool;
  explicit Workers(std::unique_ptr<Pool> pool);
  std::unique_ptr<Pool> pool_;
};

}  // namespace stratgen
