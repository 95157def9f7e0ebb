#include "tools/cli/spec_market.hpp"

#include "runtime/base/file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <utility>

namespace stratgen {
namespace {

Result<Market> market_of_spec(const Context& context, const std::filesystem::path& folder) {
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
  const BarReader store = store_reader(context, timeframe);
  if (std::filesystem::exists(context.workspace / "bars.sqlite")) {
    if (auto bars = store(symbol)) return Market{std::move(*bars), store};
  }
  STRATGEN_TRY(const BarSource sample, sample_source(context.home));
  if (const auto reason = sample.unable(symbol, timeframe)) {
    return fail(Fault::Data, fmt::format("{}; give --data FILE.csv or --symbol NAME", *reason));
  }
  STRATGEN_TRY(MarketBars bars, sample.load(symbol, timeframe));
  return Market{std::move(bars), [sample, timeframe](const std::string& other) {
                  return sample.load(other, timeframe);
                }};
}

}  // namespace

std::function<Result<Market>()> spec_market(const Context& context,
                                            const StrategySource& strategy) {
  if (strategy.folder.empty()) return {};
  return [&context, folder = strategy.folder] { return market_of_spec(context, folder); };
}

}  // namespace stratgen
