#include "tools/cli/bar_source.hpp"

#include "runtime/base/file.hpp"
#include "runtime/base/hash.hpp"
#include "runtime/market/bar_store.hpp"
#include "runtime/market/sample_bars.hpp"
#include "tools/cli/tradable_bars.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <utility>

namespace stratgen {
namespace {

bool serves(const SampleMarket& market, const std::string& symbol) {
  const auto holds = [&](const std::vector<std::string>& names) {
    return std::find(names.begin(), names.end(), symbol) != names.end();
  };
  return market.symbol == symbol || holds(market.aliases) || holds(market.stands_in_for);
}

std::optional<std::string> not_in_sample(const std::vector<SampleMarket>& markets,
                                         const std::string& symbol, const std::string& timeframe) {
  if (timeframe != "1d") {
    return fmt::format("the bundled sample has daily bars only, and the spec asks for {}",
                       timeframe);
  }
  if (std::any_of(markets.begin(), markets.end(),
                  [&](const SampleMarket& m) { return serves(m, symbol); })) {
    return std::nullopt;
  }
  std::vector<std::string> names;
  names.reserve(markets.size());
  for (const SampleMarket& market : markets) names.push_back(market.symbol);
  return fmt::format("{} is not in the bundled sample ({})", symbol, fmt::join(names, ", "));
}

}  // namespace

Result<BarSource> sample_source(const Home& home) {
  const std::filesystem::path folder = home.sample();
  STRATGEN_TRY(const std::vector<SampleMarket> markets, read_sample_catalog(folder));
  std::string identity;
  for (const SampleMarket& market : markets) {
    STRATGEN_TRY(const std::string file, read_file(folder / market.file));
    identity += fmt::format("{} {} {}\n", market.symbol, market.from, sha256(file));
  }
  return BarSource{"bundled sample bars",
                   sha256(identity),
                   [markets](const std::string& symbol, const std::string& timeframe) {
                     return not_in_sample(markets, symbol, timeframe);
                   },
                   [folder](const std::string& symbol, const std::string&) -> Result<MarketBars> {
                     STRATGEN_TRY(SampleBars sample, load_sample(folder, symbol));
                     return MarketBars{std::move(sample.bars),
                                       sample.note.empty() ? std::nullopt
                                                           : std::optional(std::move(sample.note))};
                   },
                   [folder](const std::string& symbol, const std::string&) -> std::string {
                     const auto sample = load_sample(folder, symbol);
                     return sample ? content_hash(sample->bars) : "";
                   },
                   true};
}

Result<BarSource> store_source(const std::filesystem::path& workspace, bool allow_defects,
                               FetchMissing fetch) {
  STRATGEN_TRY(const BarStore store, BarStore::open(workspace));
  STRATGEN_TRY(const std::vector<BarRevision> revisions, store.list());
  std::map<std::pair<std::string, std::string>, std::string> hashes;
  for (const BarRevision& revision : revisions) {
    hashes[{revision.symbol, revision.timeframe}] = revision.hash;
  }
  const auto load = [workspace, allow_defects, fetch = std::move(fetch)](
                        const std::string& symbol,
                        const std::string& timeframe) -> Result<MarketBars> {
    STRATGEN_TRY(const BarStore opened, BarStore::open(workspace));  // a connection per thread
    if (fetch) {
      STRATGEN_TRY(const auto kept, opened.revisions(symbol, timeframe));
      if (kept.empty()) STRATGEN_CHECK(fetch(symbol, timeframe));
    }
    STRATGEN_TRY(Bars bars, load_tradable(opened, symbol, timeframe, allow_defects));
    return MarketBars{std::move(bars), std::nullopt};
  };
  return BarSource{
      "bars of the workspace's store", allow_defects ? "store with defects" : "store",
      [](const std::string&, const std::string&) { return std::nullopt; }, load,
      [hashes](const std::string& symbol, const std::string& timeframe) -> std::string {
        const auto found = hashes.find({symbol, timeframe});
        return found == hashes.end() ? "" : found->second;
      }};
}

bool gives_same(const BarSource& source, const std::vector<UsedBars>& used) {
  return std::all_of(used.begin(), used.end(), [&](const UsedBars& bars) {
    return source.hash(bars.symbol, bars.timeframe) == bars.hash;
  });
}

}  // namespace stratgen
