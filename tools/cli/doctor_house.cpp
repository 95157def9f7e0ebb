#include "tools/cli/doctor_house.hpp"

#include "compiler/cache/object_cache.hpp"
#include "runtime/base/file.hpp"
#include "runtime/market/bar_store.hpp"
#include "tools/cli/llm_flags.hpp"
#include "tools/cli/strategy_loader.hpp"

#include <fmt/format.h>

#include <chrono>

namespace stratgen {
namespace {

namespace fs = std::filesystem;

HouseCheck check(std::string name, const Result<std::string>& found) {
  return {std::move(name), found.has_value(), found ? *found : found.error().message};
}

// Of files below `folder` whose name ends so.
std::size_t count_files(const fs::path& folder, std::string_view ending) {
  std::size_t count = 0;
  std::error_code ec;
  for (fs::recursive_directory_iterator entry(folder, ec), end; !ec && entry != end;
       entry.increment(ec)) {
    if (entry->path().filename().string().ends_with(ending)) ++count;
  }
  return count;
}

Result<std::string> workspace(const Context& context) {
  const fs::path probe = context.workspace / "doctor.probe";
  STRATGEN_CHECK(write_file(probe, "can be written"));
  std::error_code ec;
  fs::remove(probe, ec);
  return fmt::format("{} can be written", context.workspace.string());
}

Result<std::string> models(const Context& context) {
  STRATGEN_CHECK(models_of(context));
  const fs::path own = context.workspace / "models.json";
  std::error_code ec;
  if (!fs::exists(own, ec)) return fmt::format("stratgen's own; {} adds to them", own.string());
  return fmt::format("stratgen's own and those of {}", own.string());
}

Result<std::string> object_cache(const Context& context) {
  if (context.object_cache.empty()) return "none: set HOME or XDG_CACHE_HOME to keep what compiled";
  STRATGEN_CHECK(ObjectCache::open(context.object_cache));
  return context.object_cache.string();
}

// A source that nobody else writes, so that it is compiled and not found.
Result<std::string> worker(const Context& context) {
  constexpr std::string_view source =
      "#include <stratgen/strategy.hpp>\n"
      "struct Probe : Strategy {\n"
      "  void init() {}\n"
      "  void next() {}\n"
      "};\n"
      "STRATGEN_STRATEGY(Probe)\n";
  STRATGEN_TRY(Loader loader, make_loader(context));
  const auto start = std::chrono::steady_clock::now();
  STRATGEN_CHECK(loader.check(source, {}));
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  return fmt::format("started and compiled a strategy in {:.1f} s", elapsed.count());
}

Result<std::string> bars(const Context& context) {
  STRATGEN_TRY(const BarStore store, BarStore::open(context.workspace));
  STRATGEN_TRY(const std::vector<BarRevision> revisions, store.list());
  if (revisions.empty()) return "none; stratgen data import FILE.csv, or --sample";
  return fmt::format("{} in the store", revisions.size());
}

Result<std::string> answers(const Context& context) {
  return fmt::format("{} recorded, {} exchanges kept",
                     count_files(context.home.generated(), ".completion.txt"),
                     count_files(context.workspace / "exchanges", ".json"));
}

}  // namespace

std::vector<HouseCheck> check_house(const Context& context) {
  return {check("workspace", workspace(context)),
          check("models", models(context)),
          check("object cache", object_cache(context)),
          check("worker", worker(context)),
          check("bars", bars(context)),
          check("answers", answers(context))};
}

}  // namespace stratgen
