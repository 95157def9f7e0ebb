#include "tools/cli/backtest.hpp"

#include "runtime/engine/backtest.hpp"
#include "runtime/market/bar_store.hpp"
#include "runtime/market/csv.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/period.hpp"
#include "tools/cli/report_json.hpp"
#include "tools/cli/report_text.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <map>
#include <utility>

namespace stratgen {
namespace {

Result<Bars> read_traded_bars(const Context& context, const BacktestFlags& flags) {
  if (!flags.data.empty()) {
    return read_csv(flags.data, std::filesystem::path(flags.data).stem().string());
  }
  STRATGEN_TRY(const BarStore store, BarStore::open(context.workspace));
  return store.load(flags.symbol, flags.timeframe);
}

// --asset NAME=FILE first; what is not given there may be in the store.
Result<AssetSource> asset_source(const Context& context, const BacktestFlags& flags) {
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
  const bool from_store = flags.data.empty();
  const auto workspace = context.workspace;
  const std::string timeframe = flags.timeframe;
  return [files, from_store, workspace, timeframe](const std::string& symbol) -> Result<Bars> {
    if (const auto found = files.find(symbol); found != files.end())
      return read_csv(found->second, symbol);
    if (!from_store) {
      return fail(Fault::Data,
                  fmt::format("the strategy reads asset \"{0}\", which is not in the data; "
                              "add --asset {0}=FILE.csv",
                              symbol));
    }
    STRATGEN_TRY(const BarStore store, BarStore::open(workspace));
    return store.load(symbol, timeframe);
  };
}

}  // namespace

void add_backtest_flags(CLI::App& command, BacktestFlags& flags) {
  command.add_option("--data", flags.data, "Bars as CSV: Date,Open,High,Low,Close[,Volume]");
  command.add_option("--symbol", flags.symbol, "Bars from the workspace's store instead");
  command.add_option("--timeframe", flags.timeframe, "Of --symbol")->capture_default_str();
  command.add_option("--param", flags.params, "name=value, again for each parameter")
      ->allow_extra_args(false);
  command
      .add_option("--asset", flags.assets, "NAME=FILE.csv of another asset that the strategy reads")
      ->allow_extra_args(false);
  command.add_option("--from", flags.from, "First bar to trade; earlier ones warm indicators up");
  command.add_option("--to", flags.to, "Last bar, inclusive");
  command.add_flag("--no-equity", flags.no_equity, "Leave the equity curve out of the JSON");
  add_engine_flags(command, flags.engine);
}

Result<BacktestInput> read_input(const Context& context, const BacktestFlags& flags) {
  if (flags.data.empty() == flags.symbol.empty()) {
    return fail(
        Fault::Usage,
        "give the bars: either --data FILE.csv, or --symbol NAME from the workspace's store");
  }
  BacktestInput input;
  input.with_equity = !flags.no_equity;
  STRATGEN_TRY(input.options, run_options(flags.engine));
  STRATGEN_TRY(input.settings, param_settings(flags.params));
  STRATGEN_TRY(const Period period, parse_period(flags.from, flags.to));
  STRATGEN_TRY(AssetSource assets, asset_source(context, flags));
  STRATGEN_TRY(Bars bars, read_traded_bars(context, flags));
  STRATGEN_TRY(PeriodBars within, cut(std::move(bars), period));
  input.options.first_bar = within.first_bar;
  input.data = std::make_unique<DataSet>(std::move(within.bars), std::move(assets));
  return input;
}

Result<void> repeat(const Program& program, const BacktestInput& input,
                    std::chrono::seconds duration) {
  STRATGEN_TRY(const auto declared, declared_params(program, *input.data));
  STRATGEN_TRY(const auto values, resolve_params(program.name, declared, input.settings));
  RunMemory memory;
  const auto end = std::chrono::steady_clock::now() + duration;
  while (std::chrono::steady_clock::now() < end) {
    Run run(program, *input.data, values, input.options, memory);
    STRATGEN_CHECK(run.execute());
  }
  return {};
}

Result<void> backtest(const Program& program, const BacktestInput& input, Context& context) {
  const DataSet& data = *input.data;
  STRATGEN_TRY(const auto declared, declared_params(program, data));
  STRATGEN_TRY(const auto values, resolve_params(program.name, declared, input.settings));
  STRATGEN_TRY(const Report report, run_backtest(program, data, declared, values, input.options));
  STRATGEN_TRY(const Bars covered, from_bar(data.bars(), input.options.first_bar));
  if (context.json)
    context.out.line(json_text(report_json(report, covered, input.with_equity)));
  else
    context.out.write(report_text(context.out, report, covered));
  return {};
}

}  // namespace stratgen
