#include "tools/cli/strategy_signal.hpp"

#include "runtime/base/file.hpp"
#include "runtime/base/hash.hpp"
#include "runtime/engine/backtest.hpp"
#include "runtime/market/verify_checks.hpp"
#include "tools/cli/attempt.hpp"
#include "tools/cli/observed_run.hpp"
#include "tools/cli/run_record.hpp"
#include "tools/cli/run_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <numeric>

namespace stratgen {
namespace {

Result<StrategySource> source_of(const OptimizeResult& result, const SignalPipeline& pipeline) {
  StrategySource source;
  source.folder = pipeline.artifacts / result.category / result.slug;
  source.file = source.folder / "strategy.cpp";
  auto text = read_file(source.file);
  if (!text) {
    return fail(Fault::Data,
                text.error().message + "; run stratgen discover and stratgen optimize again");
  }
  source.text = std::move(*text);
  if (sha256(source.text) != result.source_hash) {
    return fail(Fault::Data, fmt::format("{} has changed since optimize; run stratgen discover and "
                                         "stratgen optimize again",
                                         source.file.string()));
  }
  return source;
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

double mean_volume(const Bars& bars) {
  const std::size_t count = std::min<std::size_t>(bars.size(), 20);
  const double sum = std::accumulate(bars.volume.end() - count, bars.volume.end(), 0.0);
  return sum > 0 ? sum / static_cast<double>(count) : 0;
}

// The equity at the end of each session.
EquityCurve daily_curve(const std::string& name, const Bars& bars, const BarKind& kind,
                        std::size_t first_bar, const Report& report) {
  EquityCurve curve{name, {}, {}};
  const std::vector<std::int64_t> dates = session_dates(bars, kind);
  for (std::size_t i = 0; i < report.equity.size(); ++i) {
    const std::int64_t time = dates[first_bar + i] * seconds_of_a_day;
    if (!curve.time.empty() && curve.time.back() == time) {
      curve.equity.back() = report.equity[i];
    } else {
      curve.time.push_back(time);
      curve.equity.push_back(report.equity[i]);
    }
  }
  return curve;
}

// It would say FLAT for ever.
tl::unexpected<Error> ruined(const EquityCurve& curve) {
  const auto lost = std::find_if(curve.equity.begin(), curve.equity.end(),
                                 [](double equity) { return equity <= 0; });
  const auto bar = static_cast<std::size_t>(lost - curve.equity.begin());
  return fail(Fault::Data, fmt::format("{} has lost all of its equity on {} and trades no more",
                                       curve.name, date_text(curve.time[bar], Clock::Dates)));
}

Result<void> run_to_the_end(const SignalPipeline& pipeline, StrategySignal& signal) {
  const OptimizeResult& result = signal.result;
  STRATGEN_TRY(const StrategySource source, source_of(result, pipeline));
  const auto load = [&](const std::string& symbol, const std::string& timeframe) {
    return load_finished(pipeline.bars, symbol, timeframe, pipeline.settings.when, signal.stale);
  };
  STRATGEN_TRY(const FinishedBars traded, load(result.symbol, result.timeframe));
  signal.note = traded.note;
  signal.market = traded.market;
  signal.freshness = traded.freshness;
  signal.clock = traded.bars.clock;
  signal.mean_volume = mean_volume(traded.bars);
  STRATGEN_TRY(PeriodBars within, cut(traded.bars, pipeline.settings.period));
  const AssetSource assets = [&](const std::string& symbol,
                                 const std::string& asked) -> Result<AssetBars> {
    const std::string& timeframe = asked.empty() ? result.timeframe : asked;
    STRATGEN_TRY(FinishedBars asset, load(symbol, timeframe));
    STRATGEN_CHECK(reaches(asset, traded, !asked.empty(), pipeline.settings.when));
    return AssetBars(std::move(asset.bars), asset.market);
  };
  RunInput input;
  input.options = pipeline.settings.run;
  input.options.first_bar = within.first_bar;
  input.options.finalize_trades = false;  // it is asked what is open
  const auto data = std::make_shared<const DataSet>(
      std::move(within.bars), assets,
      DataSetOptions{.kind = traded.kind, .assets_are_aligned = false});
  input.data = data;

  STRATGEN_TRY(CompiledSource compiled,
               pipeline.loader.compile(source.text, options_for_answers()));
  STRATGEN_TRY(const LoadedStrategy loaded, pipeline.loader.load(std::move(compiled), *data));
  STRATGEN_TRY(signal.declared, declared_params(loaded.program, *data));
  STRATGEN_TRY(input.params, settings_of(result, signal.declared));
  STRATGEN_TRY(signal.values, resolve_params(loaded.program.name, signal.declared, input.params));
  STRATGEN_TRY(const Report report,
               run_backtest(loaded.program, *data, signal.declared, signal.values, input.options));
  signal.curve =
      daily_curve(result.slug, data->bars(), traded.market, input.options.first_bar, report);
  if (report.equity.back() <= 0) return ruined(signal.curve);
  if (pipeline.settings.why) STRATGEN_CHECK(explain(source, input, pipeline.loader, signal));
  signal.state = state_of(report, data->bars(), input.options.first_bar);
  return {};
}

}  // namespace

StrategySignal signal_of(const OptimizeResult& result, const SignalPipeline& pipeline) {
  StrategySignal signal;
  signal.result = result;
  const BarSource bars = noting(pipeline.bars, signal.bars);
  const auto done =
      run_to_the_end({pipeline.artifacts, pipeline.loader, bars, pipeline.settings}, signal);
  // Whatever the strategy made of an asset that is not there.
  if (!done) signal.failure = signal.stale ? signal.stale->error() : done.error();
  return signal;
}

}  // namespace stratgen
