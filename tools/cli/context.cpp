#include "tools/cli/context.hpp"

#include <cstdlib>

namespace stratgen {
namespace {

std::string environment(const char* name) {
  // Nothing changes the environment. NOLINTNEXTLINE(concurrency-mt-unsafe)
  const char* const value = std::getenv(name);
  return value ? value : "";
}

// Where the running executable lies.
std::filesystem::path executable_folder() {
  std::error_code ec;
  return std::filesystem::read_symlink("/proc/self/exe", ec).parent_path();
}

bool is_home(const std::filesystem::path& folder) {
  std::error_code ec;
  return std::filesystem::is_directory(folder / "knowledge" / "strategies", ec);
}

}  // namespace

Result<Home> find_home() {
  if (const std::string named = environment("STRATGEN_HOME"); !named.empty()) {
    if (is_home(named)) return Home{named};
    return fail(Fault::Usage,
                "STRATGEN_HOME is " + named + ", which holds no knowledge/strategies");
  }
  std::filesystem::path folder = executable_folder();
  for (; !folder.empty(); folder = folder.parent_path()) {
    if (is_home(folder)) return Home{folder};
    if (folder == folder.root_path()) break;
  }
  return fail(Fault::Usage,
              "no folder above the executable holds knowledge/strategies; set STRATGEN_HOME to the "
              "one that does");
}

std::filesystem::path workspace_folder(const std::string& flag) {
  if (!flag.empty()) return flag;
  if (const std::string named = environment("STRATGEN_WORKSPACE"); !named.empty()) return named;
  return ".stratgen";
}

std::filesystem::path object_cache_folder() {
  const std::filesystem::path within = std::filesystem::path("stratgen") / "objects";
  // Relative ones are to be ignored, says the XDG Base Directory Specification.
  const std::filesystem::path cache = environment("XDG_CACHE_HOME");
  if (cache.is_absolute()) return cache / within;
  const std::filesystem::path home = environment("HOME");
  return home.is_absolute() ? home / ".cache" / within : std::filesystem::path();
}

std::filesystem::path state_folder(const std::filesystem::path& workspace) {
  const std::filesystem::path state = environment("XDG_STATE_HOME");
  if (state.is_absolute()) return state / "stratgen";
  const std::filesystem::path home = environment("HOME");
  return home.is_absolute() ? home / ".local" / "state" / "stratgen" : workspace;
}

std::filesystem::path worker_program() { return executable_folder() / "stratgen_worker"; }

}  // namespace stratgen
