#include "tools/cli/observed.hpp"

#include "compiler/frontend/api_header.hpp"
#include "runtime/base/file.hpp"

#include <fmt/format.h>

#include <system_error>

namespace stratgen {
namespace {

namespace fs = std::filesystem;

Result<fs::path> absolute_path(const fs::path& path) {
  std::error_code ec;
  fs::path result = fs::absolute(path, ec).lexically_normal();
  if (ec) return fail(Fault::Usage, fmt::format("{}: {}", path.string(), ec.message()));
  return result;
}

// All emitted strategies are called strategy.cpp; a breakpoint wants a name of its own.
Result<fs::path> file_of(const StrategySource& source, const fs::path& folder) {
  if (source.folder.empty()) return absolute_path(source.file);
  fs::path copy = folder / (source.folder.filename().string() + ".cpp");
  STRATGEN_CHECK(write_file(copy, source.text));
  return copy;
}

}  // namespace

Result<ObservedCode> observed_code(const Context& context, const StrategySource& source,
                                   Observer observer) {
  ObservedCode code;
  code.compile.file_name = source.file.string();
  STRATGEN_TRY(const fs::path folder, absolute_path(context.workspace / "debug"));
  STRATGEN_CHECK(write_api_headers(folder / "include"));
  STRATGEN_TRY(const fs::path file, file_of(source, folder));
  code.compile.debug_info = DebugInfo::Full;
  code.compile.text_on_disk = {file.string(), (folder / "include").string()};
  code.compile.optimised = observer == Observer::Profiler;
  if (observer == Observer::Debugger)
    code.jit.debugger = true;
  else
    code.jit.perf_folder = folder;
  return code;
}

}  // namespace stratgen
