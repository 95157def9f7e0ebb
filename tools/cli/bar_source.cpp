#include "tools/cli/bar_source.hpp"

#include "runtime/base/file.hpp"
#include "runtime/base/hash.hpp"
#include "runtime/market/bar_store.hpp"
#include "runtime/market/sample_bars.hpp"
#include "runtime/market/timeframe.hpp"
#include "tools/cli/stored_bars.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
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
  if (timeframe_seconds(timeframe).value_or(0) < seconds_of_a_day) {
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

Result<MarketBars> from_sample(const std::filesystem::path& folder, const std::string& symbol,
                               const std::string& timeframe) {
  STRATGEN_TRY(SampleBars sample, load_sample(folder, symbol));
  const bool stands_in = !sample.note.empty();
  if (timeframe == "1d") {
    return MarketBars{std::move(sample.bars),
                      stands_in ? std::optional(std::move(sample.note)) : std::nullopt};
  }
  STRATGEN_TRY(MarketBars made, resampled(sample.bars, timeframe));
  if (stands_in) made.adaptation = fmt::format("{}; {}", sample.note, *made.adaptation);
  return made;
}

// What was loaded: many documents trade the same market, and each load verifies it. Copies share
// their prices. From any thread.
class LoadedMarkets {
 public:
  std::optional<MarketBars> find(const std::string& symbol, const std::string& timeframe) {
    const std::lock_guard lock(mutex_);
    const auto found = markets_.find({symbol, timeframe});
    return found == markets_.end() ? std::nullopt : std::optional(found->second);
  }

  // The one of two threads that comes first stays.
  MarketBars keep(const std::string& symbol, const std::string& timeframe, MarketBars market) {
    const std::lock_guard lock(mutex_);
    return markets_.try_emplace({symbol, timeframe}, std::move(market)).first->second;
  }

 private:
  std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, MarketBars> markets_;
};

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
                   [folder](const std::string& symbol, const std::string& timeframe) {
                     return from_sample(folder, symbol, timeframe);
                   },
                   [folder](const std::string& symbol, const std::string& timeframe) {
                     const auto sample = from_sample(folder, symbol, timeframe);
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
  const auto load = [workspace, allow_defects, fetch = std::move(fetch),
                     loaded = std::make_shared<LoadedMarkets>()](
                        const std::string& symbol,
                        const std::string& timeframe) -> Result<MarketBars> {
    if (auto market = loaded->find(symbol, timeframe)) return *std::move(market);
    STRATGEN_TRY(const BarStore opened, BarStore::open(workspace));  // a connection per thread
    if (fetch) {
      STRATGEN_TRY(const bool kept, can_load_stored(opened, symbol, timeframe));
      if (!kept) STRATGEN_CHECK(fetch(symbol, timeframe));
    }
    STRATGEN_TRY(MarketBars market, load_stored(opened, symbol, timeframe, allow_defects));
    return loaded->keep(symbol, timeframe, std::move(market));
  };
  return BarSource{"bars of the workspace's store", allow_defects ? "store with defects" : "store",
                   [](const std::string&, const std::string&) { return std::nullopt; }, load,
                   [hashes, workspace, allow_defects](const std::string& symbol,
                                                      const std::string& timeframe) -> std::string {
                     const auto found = hashes.find({symbol, timeframe});
                     if (found != hashes.end()) return found->second;
                     const auto opened = BarStore::open(workspace);
                     if (!opened) return "";
                     const auto made = load_stored(*opened, symbol, timeframe, allow_defects);
                     return made ? content_hash(made->bars) : "";
                   }};
}

bool gives_same(const BarSource& source, const std::vector<UsedBars>& used) {
  return std::all_of(used.begin(), used.end(), [&](const UsedBars& bars) {
    return source.hash(bars.symbol, bars.timeframe) == bars.hash;
  });
}

}  // namespace stratgen
