#include "tools/cli/strategy_source.hpp"

#include "compiler/knowledge/closest_name.hpp"
#include "compiler/knowledge/document_list.hpp"
#include "runtime/base/file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <vector>

namespace stratgen {
namespace {

namespace fs = std::filesystem;

// What a folder holds; nothing where it cannot be read.
std::vector<fs::path> entries(const fs::path& folder) {
  std::vector<fs::path> paths;
  std::error_code ec;
  for (fs::directory_iterator entry(folder, ec), end; !ec && entry != end; entry.increment(ec)) {
    paths.push_back(entry->path());
  }
  return paths;
}

// <root>/<category>/<slug> folders that hold a spec.
std::vector<fs::path> emitted_folders(const fs::path& root) {
  std::vector<fs::path> folders;
  std::error_code ec;
  for (const fs::path& category : entries(root)) {
    for (const fs::path& strategy : entries(category)) {
      if (fs::exists(strategy / "spec.json", ec)) folders.push_back(strategy);
    }
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

// "category/slug" of an emitted strategy's folder.
std::string full_name(const fs::path& folder) {
  return (folder.parent_path().filename() / folder.filename()).generic_string();
}

// ": " and the reason that a spec without a program gives.
std::string why_skipped(const fs::path& folder) {
  const auto text = read_file(folder / "spec.json");
  const auto spec = nlohmann::json::parse(text.value_or(""), nullptr, false);
  const bool said = spec.is_object() && spec.contains("skipped") && spec["skipped"].is_string();
  return said ? ": " + spec["skipped"].get<std::string>() : "; run stratgen discover";
}

// Far above the limit of a source, which `check` explains; what is larger is no source.
constexpr std::uintmax_t most_bytes = 16 << 20;

// A pipe or a device might have no end.
Result<StrategySource> read_source(const fs::path& file, const fs::path& folder) {
  std::error_code ec;
  const fs::file_status status = fs::status(file, ec);
  if (fs::is_other(status))
    return fail(Fault::Data, fmt::format("cannot read {}: it is no file, but a pipe or a device; "
                                         "write the source to a file",
                                         file.string()));
  if (fs::is_regular_file(status) && fs::file_size(file, ec) > most_bytes)
    return fail(
        Fault::Strategy,
        fmt::format("{}:1: {} bytes are more than the 1 MB that a source may have [source-size]",
                    file.string(), fs::file_size(file, ec)));
  STRATGEN_TRY(std::string text, read_file(file));
  return StrategySource{file, folder, std::move(text)};
}

}  // namespace

Result<StrategySource> find_strategy(const Context& context, const std::string& argument) {
  std::error_code ec;
  if (argument.ends_with(".cpp") || fs::is_regular_file(argument, ec))
    return read_source(argument, "");
  STRATGEN_TRY(const fs::path folder, find_emitted(context, argument));
  const fs::path file = folder / "strategy.cpp";
  if (fs::exists(file, ec)) return read_source(file, folder);
  return fail(Fault::Usage,
              fmt::format("{} has no program to run{}", argument, why_skipped(folder)));
}

Result<std::vector<StrategySource>> find_strategies(const Context& context,
                                                    const std::string& glob) {
  std::map<std::string, fs::path> folders;
  std::vector<std::string> slugs;
  for (const fs::path& root : {context.workspace / "generated", context.home.generated()}) {
    for (const fs::path& folder : emitted_folders(root)) {
      const std::string slug = folder.filename().string();
      slugs.push_back(slug);
      if (matches_glob(glob, slug) || matches_glob(glob, full_name(folder)))
        folders.emplace(full_name(folder), folder);  // the workspace's own comes first
    }
  }
  std::vector<StrategySource> sources;
  for (const auto& [name, folder] : folders) {
    std::error_code ec;
    const fs::path file = folder / "strategy.cpp";
    if (!fs::exists(file, ec)) continue;
    STRATGEN_TRY(StrategySource source, read_source(file, folder));
    sources.push_back(std::move(source));
  }
  if (!sources.empty()) return sources;
  return fail(Fault::Usage, fmt::format("no emitted strategy with a source matches '{}'{}; run "
                                        "stratgen discover, or name a .cpp file",
                                        glob, did_you_mean(glob, slugs)));
}

Result<fs::path> find_emitted(const Context& context, const std::string& name) {
  std::vector<std::string> names;
  for (const fs::path& root : {context.workspace / "generated", context.home.generated()}) {
    std::vector<fs::path> found;
    for (const fs::path& folder : emitted_folders(root)) {
      const std::string slug = folder.filename().string();
      if (name == slug || name == full_name(folder)) found.push_back(folder);
      names.push_back(slug);
    }
    if (found.size() > 1) {
      return fail(Fault::Usage, fmt::format("there are several {}: name {} or {}", name,
                                            full_name(found[0]), full_name(found[1])));
    }
    if (!found.empty()) return found[0];
  }
  return fail(Fault::Usage, fmt::format("there is no file and no emitted strategy called \"{}\"{}; "
                                        "run stratgen discover, or name a .cpp file",
                                        name, did_you_mean(name, names)));
}

}  // namespace stratgen
