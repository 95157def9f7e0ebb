#include "tools/cli/pipeline_flags.hpp"

#include "tools/cli/strategy_loader.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <thread>

namespace stratgen {
namespace {

void add_threshold_flags(CLI::App& command, Thresholds& t) {
  const char* const group = "Verdict";
  const auto add = [&](const char* name, auto& value, const char* text) {
    command.add_option(name, value, text)->capture_default_str()->group(group);
  };
  add("--pass-sharpe", t.pass.sharpe, "PASS needs at least this Sharpe ratio");
  add("--pass-drawdown", t.pass.drawdown_pct, "PASS needs at least this drawdown, in percent");
  add("--pass-return", t.pass.return_pct, "PASS needs at least this return, in percent");
  add("--pass-trades", t.pass.trades, "PASS needs at least so many trades");
  add("--fail-sharpe", t.fail.sharpe, "below it: FAIL");
  add("--fail-drawdown", t.fail.drawdown_pct, "below it, in percent: FAIL");
  add("--fail-return", t.fail.return_pct, "below it, in percent: FAIL");
  add("--fail-trades", t.fail.trades, "fewer: FAIL");
}

}  // namespace

void add_pipeline_flags(CLI::App& command, PipelineFlags& flags) {
  flags.engine.cash = 100000;
  flags.engine.commission = "0.001";
  command.add_flag("--sample", flags.sample, "Use the bars bundled with stratgen");
  command.add_flag("--reset", flags.reset, "Forget stored results and start over");
  command.add_option("--only", flags.only,
                     "Documents whose slug or category/slug matches, e.g. 'sma-*'");
  command.add_option("--jobs", flags.jobs,
                     "Documents at a time (default: one per core); results do not depend on it");
  command.add_option("--from", flags.from,
                     "First day to trade (default 2020-01-01; --sample: all bars)");
  command.add_option("--to", flags.to,
                     "Last day, inclusive (default 2025-06-30; --sample: all bars)");
  command.add_flag("--allow-defects", flags.allow_defects,
                   "Trade bars of the store although they have severe defects");
  command.add_option("--log", flags.log,
                     "Write what happens there, one JSON object a line; added to what is there");
  add_in_process_flag(command, flags.in_process);
  add_llm_flags(command, flags.llm);
  add_threshold_flags(command, flags.thresholds);
  add_engine_flags(command, flags.engine);
}

Result<PipelineSettings> pipeline_settings(const PipelineFlags& flags) {
  PipelineSettings settings;
  STRATGEN_TRY(settings.run, run_options(flags.engine));
  // The bundled bars end in 2012 and are short: without a period on the command line all of them
  // are used.
  const bool whole = flags.sample && flags.from.empty() && flags.to.empty();
  const std::string from = flags.from.empty() ? "2020-01-01" : flags.from;
  const std::string to = flags.to.empty() ? "2025-06-30" : flags.to;
  if (!whole) {
    STRATGEN_TRY(settings.period, parse_period(from, to));
  }
  settings.thresholds = flags.thresholds;
  settings.writer = {flags.llm.samples, flags.llm.repairs};
  for (const Minimum& minimum : {flags.thresholds.pass, flags.thresholds.fail}) {
    if (!std::isfinite(minimum.sharpe + minimum.drawdown_pct + minimum.return_pct)) {
      return fail(Fault::Usage, "--pass-... and --fail-...: give numbers");
    }
  }
  return settings;
}

Result<std::optional<EventLog>> event_log(const PipelineFlags& flags) {
  if (flags.log.empty()) return std::nullopt;
  return EventLog::open(flags.log);
}

Result<int> number_of_jobs(const std::optional<int>& asked) {
  if (!asked) return static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 256U));
  if (*asked >= 1 && *asked <= 256) return *asked;
  return fail(Fault::Usage,
              fmt::format("--jobs {}: give a number of threads from 1 to 256", *asked));
}

std::string settings_text(const PipelineSettings& settings) {
  const BrokerOptions& broker = settings.run.broker;
  const RunOptions& run = settings.run;
  const auto end = [](const std::optional<std::int64_t>& time) {
    return time ? fmt::format("{}", *time) : "open";
  };
  const auto minimum = [](const Minimum& m) {
    return fmt::format("{} {} {} {}", m.sharpe, m.drawdown_pct, m.return_pct, m.trades);
  };
  std::string text =
      fmt::format("period {} {}\n", end(settings.period.from), end(settings.period.to));
  text += fmt::format("broker {} {} {} {} {}\n", broker.cash, broker.commission.fixed,
                      broker.commission.relative, broker.spread, broker.margin);
  text += fmt::format("switches {} {} {} {} {}\n", broker.trade_on_close, broker.hedging,
                      broker.exclusive_orders, run.finalize_trades, run.skip_refused_orders);
  text += fmt::format("fills {} {} {} {} {}\n", static_cast<int>(broker.fills), broker.fractional,
                      broker.slippage.bps, broker.slippage.range, run.risk_free_rate);
  text += fmt::format("writer {} {}\n", settings.writer.samples, settings.writer.repairs);
  text += fmt::format("verdict {} / {}\n", minimum(settings.thresholds.pass),
                      minimum(settings.thresholds.fail));
  return text;
}

}  // namespace stratgen
