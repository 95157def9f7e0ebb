#include "tools/cli/strategy_signal.hpp"

#include "runtime/base/file.hpp"
#include "runtime/base/hash.hpp"
#include "runtime/engine/backtest.hpp"
#include "tools/cli/attempt.hpp"
#include "tools/cli/observed_run.hpp"
#include "tools/cli/run_view.hpp"

#include <fmt/format.h>

#include <memory>

namespace stratgen {
namespace {

Result<StrategySource> source_of(const OptimizeResult& result, const SignalPipeline& pipeline) {
  StrategySource source;
  source.folder = pipeline.artifacts / result.category / result.slug;
  source.file = source.folder / "strategy.cpp";
  STRATGEN_TRY(source.text, read_file(source.file));
  if (sha256(source.text) != result.source_hash) {
    return fail(Fault::Data, fmt::format("{} has changed since optimize; run stratgen discover and "
                                         "stratgen optimize again",
                                         source.file.string()));
  }
  return source;
}

Error stale_error(const StaleBars& stale) {
  const auto& missing = stale.freshness.missing;
  return {Fault::Data,
          fmt::format("{}: the last bar is of {}, and {} session{} of its market {} missing, up to "
                      "{}; run stratgen data fetch {}",
                      stale.symbol, day_text(stale.freshness.last_bar), missing.size(),
                      missing.size() == 1 ? "" : "s", missing.size() == 1 ? "is" : "are",
                      day_text(missing.back()), stale.symbol)};
}

struct FinishedBars {
  Bars bars;
  Market market = Market::Unknown;
  Freshness freshness;
  std::string note;
};

// The bars of sessions that have ended. Bars that are too old are an Error, with `stale` set.
Result<FinishedBars> load_finished(const std::string& symbol, const std::string& timeframe,
                                   const SignalPipeline& pipeline,
                                   std::optional<StaleBars>& stale) {
  if (timeframe != "1d") {
    return fail(Fault::Data, fmt::format("{}: signals are made of daily bars, and this strategy "
                                         "trades bars of {}",
                                         symbol, timeframe));
  }
  STRATGEN_TRY(MarketBars market, pipeline.bars.load(symbol, timeframe));
  FinishedBars finished;
  finished.note = market.adaptation.value_or("");
  finished.market = find_market(market.bars).market;
  if (finished.market == Market::Unknown) {
    return fail(Fault::Data, fmt::format("{}: its bars have no dates, or too few to tell its "
                                         "sessions, so nobody knows whether they are up to date",
                                         symbol));
  }
  const auto last_day = std::chrono::floor<std::chrono::days>(
      std::chrono::sys_seconds(std::chrono::seconds(market.bars.time.back())));
  const std::int64_t now = pipeline.settings.now.value_or(session_end(finished.market, last_day));
  const std::size_t count = finished_bars(market.bars, finished.market, now);
  if (count == 0) {
    return fail(Fault::Data,
                fmt::format("{}: its bars begin on {}, after the time asked for", symbol,
                            to_iso(market.bars.time.front(), market.bars.clock)));
  }
  STRATGEN_TRY(finished.bars,
               slice(market.bars, market.bars.time.front(), market.bars.time[count - 1]));
  finished.freshness = freshness(finished.bars, finished.market, now);
  if (finished.freshness.missing.size() > static_cast<std::size_t>(pipeline.settings.max_age)) {
    stale = StaleBars{symbol, finished.freshness};
    return tl::unexpected(stale_error(*stale));
  }
  return finished;
}

Result<std::vector<ParamSetting>> settings_of(const OptimizeResult& result,
                                              std::span<const ParamDeclaration> declared) {
  std::vector<ParamSetting> settings;
  for (const auto& [name, value] : result.optimized_params) {
    STRATGEN_TRY(const std::size_t place, find_param(result.slug, declared, name));
    settings.emplace_back(name, param_text(declared[place], value));
  }
  return settings;
}

// The values of its members at the last bar, from a run of the program that reports them.
Result<void> explain(const StrategySource& source, const RunInput& input, Loader& loader,
                     StrategySignal& signal) {
  STRATGEN_TRY(const ObservedStrategy strategy,
               ObservedStrategy::load(source, *input.data, loader));
  const int last = static_cast<int>(input.data->bars().size()) - 1;
  STRATGEN_TRY(const ObservedRun run, strategy.run(input, last, last));
  const std::vector<WatchedMember>& members = strategy.source().members;
  for (std::size_t id = 0; id < members.size(); ++id) {
    if (members[id].parameter) continue;
    const auto value = member_value(run, members[id], static_cast<int>(id), last);
    if (value) signal.why.push_back({members[id].name, *value, member_text(members[id], *value)});
  }
  return {};
}

EquityCurve curve_of(const std::string& name, const Bars& bars, std::size_t first_bar,
                     const Report& report) {
  return {name,
          {bars.time.begin() + static_cast<std::ptrdiff_t>(first_bar), bars.time.end()},
          report.equity};
}

Result<void> run_to_the_end(const OptimizeResult& result, const SignalPipeline& pipeline,
                            StrategySignal& signal) {
  STRATGEN_TRY(const StrategySource source, source_of(result, pipeline));
  STRATGEN_TRY(FinishedBars traded,
               load_finished(result.symbol, result.timeframe, pipeline, signal.stale));
  signal.note = traded.note;
  signal.market = traded.market;
  signal.freshness = traded.freshness;
  signal.clock = traded.bars.clock;
  STRATGEN_TRY(PeriodBars within, cut(std::move(traded.bars), pipeline.settings.period));
  const AssetSource assets = [&](const std::string& symbol,
                                 const std::string& asked) -> Result<AssetBars> {
    STRATGEN_TRY(FinishedBars asset, load_finished(symbol, asked.empty() ? result.timeframe : asked,
                                                   pipeline, signal.stale));
    return AssetBars(std::move(asset.bars));
  };
  RunInput input;
  input.options = pipeline.settings.run;
  input.options.first_bar = within.first_bar;
  input.options.finalize_trades = false;  // it is asked what is open
  const auto data = std::make_shared<const DataSet>(std::move(within.bars), assets);
  input.data = data;

  STRATGEN_TRY(CompiledSource compiled,
               pipeline.loader.compile(source.text, options_for_answers()));
  STRATGEN_TRY(const LoadedStrategy loaded, pipeline.loader.load(std::move(compiled), *data));
  STRATGEN_TRY(signal.declared, declared_params(loaded.program, *data));
  STRATGEN_TRY(input.params, settings_of(result, signal.declared));
  STRATGEN_TRY(signal.values, resolve_params(loaded.program.name, signal.declared, input.params));
  STRATGEN_TRY(const Report report,
               run_backtest(loaded.program, *data, signal.declared, signal.values, input.options));
  if (pipeline.settings.why) STRATGEN_CHECK(explain(source, input, pipeline.loader, signal));
  signal.curve = curve_of(result.slug, data->bars(), input.options.first_bar, report);
  signal.state = state_of(report, data->bars(), input.options.first_bar);
  return {};
}

}  // namespace

std::string day_text(std::chrono::sys_days day) {
  return to_iso(day.time_since_epoch().count() * 86400, Clock::Dates).substr(0, 10);
}

StrategySignal signal_of(const OptimizeResult& result, const SignalPipeline& pipeline) {
  StrategySignal signal;
  signal.result = result;
  if (const auto done = run_to_the_end(result, pipeline, signal); !done) {
    signal.failure = signal.stale ? stale_error(*signal.stale) : done.error();
  }
  return signal;
}

}  // namespace stratgen
