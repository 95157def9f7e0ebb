#include "tools/cli/strategy_source.hpp"

#include "compiler/knowledge/closest_name.hpp"
#include "runtime/base/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace stratgen {
namespace {

namespace fs = std::filesystem;

// <root>/<category>/<slug> folders that hold a strategy.cpp.
std::vector<fs::path> emitted_strategies(const fs::path& root) {
  std::vector<fs::path> folders;
  std::error_code ec;
  for (const auto& category : fs::directory_iterator(root, ec)) {
    if (!category.is_directory()) continue;
    for (const auto& strategy : fs::directory_iterator(category.path(), ec)) {
      if (fs::exists(strategy.path() / "strategy.cpp")) folders.push_back(strategy.path());
    }
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

bool is_called(const fs::path& folder, const std::string& name) {
  const std::string slug = folder.filename().string();
  return name == slug || name == folder.parent_path().filename().string() + "/" + slug;
}

Result<StrategySource> read_source(const fs::path& file, const fs::path& folder) {
  STRATGEN_TRY(std::string text, read_file(file));
  return StrategySource{file, folder, std::move(text)};
}

}  // namespace

Result<StrategySource> find_strategy(const Context& context, const std::string& argument) {
  std::error_code ec;
  if (argument.ends_with(".cpp") || fs::is_regular_file(argument, ec))
    return read_source(argument, "");
  std::vector<std::string> names;
  for (const fs::path& root : {context.workspace / "generated", context.home.generated()}) {
    for (const fs::path& folder : emitted_strategies(root)) {
      if (is_called(folder, argument)) return read_source(folder / "strategy.cpp", folder);
      names.push_back(folder.filename().string());
    }
  }
  return fail(Fault::Usage, fmt::format("there is no file and no emitted strategy called \"{}\"{}",
                                        argument, did_you_mean(argument, names)));
}

}  // namespace stratgen
