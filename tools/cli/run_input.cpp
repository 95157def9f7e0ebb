#include "tools/cli/run_input.hpp"

#include "runtime/market/csv.hpp"
#include "tools/cli/period.hpp"
#include "tools/cli/stored_bars.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <utility>

namespace stratgen {
namespace {

Result<RunMarket> read_market(const Context& context, const RunFlags& flags,
                              const std::function<Result<RunMarket>()>& market) {
  if (!flags.data.empty()) {
    STRATGEN_TRY(Bars bars,
                 read_csv(flags.data, std::filesystem::path(flags.data).stem().string()));
    return RunMarket{{std::move(bars), std::nullopt}, {}};
  }
  if (!flags.symbol.empty()) {
    const BarReader store = store_reader(context, flags.timeframe, flags.allow_defects);
    STRATGEN_TRY(MarketBars bars, store(flags.symbol, ""));
    return RunMarket{std::move(bars), store};
  }
  if (market) return market();
  return fail(Fault::Usage,
              "give the bars: either --data FILE.csv, or --symbol NAME from the workspace's store");
}

// --asset NAME=FILE first; what is not given there may be where the traded bars are from.
Result<AssetSource> asset_source(const RunFlags& flags, BarReader others) {
  std::map<std::string, std::string> files;
  for (const std::string& text : flags.assets) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      return fail(Fault::Usage, fmt::format("--asset {}: write NAME=FILE.csv", text));
    }
    if (!files.emplace(text.substr(0, equals), text.substr(equals + 1)).second) {
      return fail(Fault::Usage,
                  fmt::format("--asset {} is given twice; keep one", text.substr(0, equals)));
    }
  }
  return [files, others = std::move(others)](const std::string& symbol,
                                             const std::string& timeframe) -> Result<AssetBars> {
    if (const auto found = files.find(symbol); found != files.end()) {
      STRATGEN_TRY(Bars bars, read_csv(found->second, symbol));
      return AssetBars(std::move(bars));
    }
    if (!others) {
      return fail(Fault::Data,
                  fmt::format("the strategy reads {1}asset \"{0}\", which is not in the data; "
                              "add --asset {0}=FILE.csv",
                              symbol, timeframe.empty() ? "" : timeframe + " bars of "));
    }
    STRATGEN_TRY(MarketBars bars, others(symbol, timeframe));
    return AssetBars(std::move(bars.bars), bars.kind);
  };
}

}  // namespace

BarReader store_reader(const Context& context, const std::string& timeframe_of_traded,
                       bool allow_defects) {
  return [workspace = context.workspace, timeframe_of_traded, allow_defects](
             const std::string& symbol, const std::string& timeframe) -> Result<MarketBars> {
    STRATGEN_TRY(const BarStore store, BarStore::open(workspace));
    return load_stored(store, symbol, timeframe.empty() ? timeframe_of_traded : timeframe,
                       allow_defects);
  };
}

void add_run_flags(CLI::App& command, RunFlags& flags) {
  auto* const data =
      command.add_option("--data", flags.data, "Bars as CSV: Date,Open,High,Low,Close[,Volume]");
  command.add_option("--symbol", flags.symbol, "Bars from the workspace's store instead")
      ->excludes(data);
  command.add_option("--timeframe", flags.timeframe, "Of --symbol")->capture_default_str();
  command.add_option("--param", flags.params, "name=value, again for each parameter")
      ->allow_extra_args(false);
  command
      .add_option("--asset", flags.assets, "NAME=FILE.csv of another asset that the strategy reads")
      ->allow_extra_args(false);
  command.add_option("--from", flags.from, "First bar to trade; earlier ones warm indicators up");
  command.add_option("--to", flags.to, "Last bar, inclusive");
  command.add_flag("--allow-defects", flags.allow_defects,
                   "Trade bars of the store although they have severe defects");
  add_engine_flags(command, flags.engine);
}

Result<RunInput> read_run_input(const Context& context, const RunFlags& flags,
                                const std::function<Result<RunMarket>()>& market_of_strategy) {
  RunInput input;
  STRATGEN_TRY(input.options, run_options(flags.engine));
  STRATGEN_TRY(input.params, param_settings(flags.params));
  STRATGEN_TRY(const Period period, parse_period(flags.from, flags.to));
  STRATGEN_TRY(RunMarket market, read_market(context, flags, market_of_strategy));
  input.note = market.traded.adaptation.value_or("");
  STRATGEN_TRY(PeriodBars within, cut(std::move(market.traded.bars), period));
  input.options.first_bar = within.first_bar;
  STRATGEN_TRY(AssetSource assets, asset_source(flags, std::move(market.others)));
  input.data = std::make_shared<const DataSet>(std::move(within.bars), std::move(assets));
  return input;
}

}  // namespace stratgen
