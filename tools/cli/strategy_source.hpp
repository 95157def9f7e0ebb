// Which program a command line means: a file, or the name of a strategy that was emitted.
#pragma once

#include "tools/cli/context.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace stratgen {

struct StrategySource {
  std::filesystem::path file;
  std::filesystem::path
      folder;  // of an emitted strategy: completions, spec, provenance; else empty
  std::string text;
};

// "path/to/strategy.cpp", or a slug or category/slug; the workspace's own come before the recorded
// ones.
Result<StrategySource> find_strategy(const Context& context, const std::string& argument);

// The emitted strategies whose slug or category/slug matches `glob`, by category and slug, as `*`
// and
// `?` match; those without a source are left out. None is an Error with Fault::Usage.
Result<std::vector<StrategySource>> find_strategies(const Context& context,
                                                    const std::string& glob);

// The folder of what was emitted under this name, with a spec at least.
Result<std::filesystem::path> find_emitted(const Context& context, const std::string& name);

}  // namespace stratgen
