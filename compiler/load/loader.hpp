// Loader: from a strategy's text to a Program that runs in this process. An object that is known
// good comes from the cache; a text that is new is first compiled and first run by a worker.
#pragma once

#include "compiler/cache/object_cache.hpp"
#include "compiler/frontend/compile.hpp"
#include "compiler/jit/program.hpp"
#include "compiler/worker/workers.hpp"
#include "runtime/engine/data_set.hpp"
#include "runtime/engine/program.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace stratgen {

// A source with its object, which is either known good or has yet to be tried.
struct CompiledSource {
  std::string source;
  CompileOptions options;
  CompiledObject object;
  bool known_good;  // it came from the cache
};

// Not used after its Loader has died.
struct LoadedStrategy {
  LinkedProgram machine_code;  // lives as long as `program` is used
  Program program;
  CompileTimes times;  // zero if it came from the cache
};

// May be used from many threads at once.
class Loader {
 public:
  // Without workers, sources are compiled and run in this process: they are trusted. Without a
  // cache, everything is compiled.
  Loader(Jit jit, std::optional<Workers> workers, std::optional<ObjectCache> cache);

  // Compiles and holds the source against the rules; nothing runs, nothing is kept.
  Result<CompiledObject> check(std::string_view source, const CompileOptions& options);

  // The same, but where the source's object is in the cache it is that one.
  Result<CompiledSource> compile(std::string_view source, const CompileOptions& options);

  // Tries what is not known good on `data`, and keeps it if it holds; that it cannot be kept is no
  // error. Then links it.
  Result<LoadedStrategy> load(CompiledSource compiled, const DataSet& data);

 private:
  Jit jit_;
  std::shared_ptr<Workers> workers_;  // shared with the programs, which ask for lines
  std::optional<ObjectCache> cache_;
};

}  // namespace stratgen
