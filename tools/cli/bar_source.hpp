// Where discover gets its bars: the bundled sample, or the workspace's store.
#pragma once

#include "runtime/market/bar_ends.hpp"
#include "runtime/market/bars.hpp"
#include "runtime/store/used_bars.hpp"
#include "tools/cli/context.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace stratgen {

struct MarketBars {
  Bars bars;
  std::optional<std::string> adaptation;  // set when these bars stand in for what was asked for
  std::optional<BarKind> kind = {};       // where more is known of it than the bars tell
  std::optional<std::int64_t> fetched_at = {};  // seconds since 1970, UTC
};

struct BarSource {
  std::string name;      // for people: "bundled sample bars"
  std::string identity;  // of what decides which markets it has at all
  // Why it can never have these bars, which makes a document SKIPPED; nothing if it may.
  std::function<std::optional<std::string>(const std::string& symbol, const std::string& timeframe)>
      unable;
  std::function<Result<MarketBars>(const std::string& symbol, const std::string& timeframe)> load;
  // content_hash() of what load() gives, "" where it would have to look first.
  std::function<std::string(const std::string& symbol, const std::string& timeframe)> hash;
  bool bundled = false;  // with stratgen, else in the workspace
};

// Brings bars that the store lacks into it.
using FetchMissing =
    std::function<Result<void>(const std::string& symbol, const std::string& timeframe)>;

Result<BarSource> sample_source(const Home& home);
// Bars with severe defects are an Error unless they are allowed. Without `fetch` missing bars are
// one that says how to get them.
Result<BarSource> store_source(const std::filesystem::path& workspace, bool allow_defects,
                               FetchMissing fetch = {});

// Whether it still gives what `used` names.
bool gives_same(const BarSource& source, const std::vector<UsedBars>& used);

}  // namespace stratgen
