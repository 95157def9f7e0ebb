#include "tools/cli/strategy_loader.hpp"

#include <CLI/CLI.hpp>

#include <optional>
#include <utility>

namespace stratgen {
namespace {

std::optional<ObjectCache> open_cache(const std::filesystem::path& folder) {
  if (folder.empty()) return std::nullopt;
  auto cache = ObjectCache::open(folder);
  if (!cache) return std::nullopt;
  return std::move(*cache);
}

}  // namespace

void add_in_process_flag(CLI::App& command, bool& in_process) {
  command.add_flag("--in-process", in_process,
                   "Compile without a worker, for sources you trust: debugging, benchmarks");
}

Result<Loader> make_loader(const Context& context, int jobs) {
  std::optional<Workers> workers;
  if (!context.in_process) {
    STRATGEN_TRY(workers, Workers::start({.program = context.worker, .count = jobs}));
  }
  STRATGEN_TRY(Jit jit, Jit::create());
  return Loader(std::move(jit), std::move(workers), open_cache(context.object_cache));
}

CompileOptions options_for(const StrategySource& source) {
  CompileOptions options;
  options.file_name = source.file.string();
  return options;
}

}  // namespace stratgen
