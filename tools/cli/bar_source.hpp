// Where discover gets its bars: the bundled sample, or the workspace's store.
#pragma once

#include "runtime/market/bars.hpp"
#include "tools/cli/context.hpp"

#include <functional>
#include <optional>
#include <string>

namespace stratgen {

struct MarketBars {
  Bars bars;
  std::optional<std::string> adaptation;  // set when these bars stand in for what was asked for
};

struct BarSource {
  std::string name;      // for people: "bundled sample bars"
  std::string identity;  // hash of all bars it could give
  // Why it can never have these bars, which makes a document SKIPPED; nothing if it may.
  std::function<std::optional<std::string>(const std::string& symbol, const std::string& timeframe)>
      unable;
  std::function<Result<MarketBars>(const std::string& symbol, const std::string& timeframe)> load;
  bool bundled = false;  // with stratgen, else in the workspace
};

Result<BarSource> sample_source(const Home& home);
Result<BarSource> store_source(const std::filesystem::path& workspace, bool allow_defects);

}  // namespace stratgen
