#include "tools/cli/bar_source.hpp"

#include "runtime/base/file.hpp"
#include "runtime/base/hash.hpp"
#include "runtime/market/bar_store.hpp"
#include "runtime/market/sample_bars.hpp"
#include "tools/cli/tradable_bars.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

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
  return BarSource{"bundled sample bars", sha256(identity),
                   [markets](const std::string& symbol, const std::string& timeframe) {
                     return not_in_sample(markets, symbol, timeframe);
                   },
                   [folder](const std::string& symbol, const std::string&) -> Result<MarketBars> {
                     STRATGEN_TRY(SampleBars sample, load_sample(folder, symbol));
                     return MarketBars{std::move(sample.bars),
                                       sample.note.empty() ? std::nullopt
                                                           : std::optional(std::move(sample.note))};
                   },
                   true};
}

Result<BarSource> store_source(const std::filesystem::path& workspace, bool allow_defects) {
  STRATGEN_TRY(const BarStore store, BarStore::open(workspace));
  STRATGEN_TRY(const std::vector<BarRevision> revisions, store.list());
  std::string identity = allow_defects ? "with defects\n" : "";
  for (const BarRevision& revision : revisions) {
    identity += fmt::format("{} {} {}\n", revision.symbol, revision.timeframe, revision.hash);
  }
  return BarSource{
      "bars of the workspace's store", sha256(identity),
      [](const std::string&, const std::string&) { return std::nullopt; },
      [workspace, allow_defects](const std::string& symbol,
                                 const std::string& timeframe) -> Result<MarketBars> {
        STRATGEN_TRY(const BarStore opened, BarStore::open(workspace));  // a connection per thread
        STRATGEN_TRY(Bars bars, load_tradable(opened, symbol, timeframe, allow_defects));
        return MarketBars{std::move(bars), std::nullopt};
      }};
}

}  // namespace stratgen
