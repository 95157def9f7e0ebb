#include "tools/cli/spec_market.hpp"

#include "runtime/base/file.hpp"
#include "tools/cli/stored_bars.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <utility>

namespace stratgen {
namespace {

Result<bool> is_stored(const Context& context, const std::string& symbol,
                       const std::string& timeframe) {
  if (!std::filesystem::exists(context.workspace / "bars.sqlite")) return false;
  STRATGEN_TRY(const BarStore store, BarStore::open(context.workspace));
  return can_load_stored(store, symbol, timeframe);
}

Result<RunMarket> market_of_spec(const Context& context, const std::filesystem::path& folder,
                                 bool allow_defects) {
  STRATGEN_TRY(const std::string text, read_file(folder / "spec.json"));
  const auto spec = nlohmann::json::parse(text, nullptr, false);
  if (!spec.is_object() || !spec.contains("universe") || !spec["universe"].is_array() ||
      spec["universe"].empty() || !spec["universe"][0].is_string()) {
    return fail(Fault::Data,
                fmt::format("{} names no market; give --data FILE.csv or --symbol NAME",
                            (folder / "spec.json").string()));
  }
  const auto symbol = spec["universe"][0].get<std::string>();
  const auto timeframe = spec.value("timeframe", "1d");
  STRATGEN_TRY(const bool stored, is_stored(context, symbol, timeframe));
  if (stored) {
    const BarReader store = store_reader(context, timeframe, allow_defects);
    STRATGEN_TRY(MarketBars bars, store(symbol, ""));
    return RunMarket{std::move(bars), store};
  }
  STRATGEN_TRY(const BarSource sample, sample_source(context.home));
  if (const auto reason = sample.unable(symbol, timeframe)) {
    return fail(Fault::Data, fmt::format("{}; give --data FILE.csv or --symbol NAME", *reason));
  }
  STRATGEN_TRY(MarketBars bars, sample.load(symbol, timeframe));
  return RunMarket{std::move(bars),
                   [sample, timeframe](const std::string& other, const std::string& asked) {
                     return sample.load(other, asked.empty() ? timeframe : asked);
                   }};
}

}  // namespace

std::function<Result<RunMarket>()> spec_market(const Context& context,
                                               const StrategySource& strategy, bool allow_defects) {
  if (strategy.folder.empty()) return {};
  return [&context, folder = strategy.folder, allow_defects] {
    return market_of_spec(context, folder, allow_defects);
  };
}

}  // namespace stratgen
