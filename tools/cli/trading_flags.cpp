#include "tools/cli/trading_flags.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace stratgen {

void add_limit_flags(CLI::App& command, LimitFlags& flags) {
  command.add_option("--limits", flags.file, "JSON file of limits (docs/TRADING.md lists them)");
  command
      .add_option("--limit", flags.settings,
                  "One limit, over the file, e.g. max_daily_loss=0.02; may be repeated")
      ->take_all();
}

Result<Limits> limits_of(const LimitFlags& flags) {
  Limits limits;
  if (!flags.file.empty()) {
    STRATGEN_TRY(limits, read_limits(flags.file, limits));
  }
  for (const std::string& setting : flags.settings) STRATGEN_CHECK(set_limit(limits, setting));
  return limits;
}

void add_trading_flags(CLI::App& command, TradingFlags& flags) {
  add_signal_flags(command, flags.signals);
  command
      .add_option("--allocate", flags.allocate,
                  "Weights: equal, inverse-volatility, risk-parity or max-sharpe-shrunk")
      ->capture_default_str();
  command
      .add_option("--order", flags.order,
                  "market, limit (at an offset), bracket (with the strategy's stop and target) "
                  "or twap (in slices)")
      ->capture_default_str();
  command.add_option("--time-in-force", flags.in_force, "day or gtc")
      ->check(CLI::IsMember({"day", "gtc"}))
      ->capture_default_str();
  command
      .add_option("--limit-offset", flags.limit_offset,
                  "How much worse than the last price a limit order may fill, in parts of it")
      ->check(CLI::Range(0.0, 0.5))
      ->capture_default_str();
  command.add_option("--slices", flags.slices, "Of --order twap")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  command.add_option("--slice-minutes", flags.slice_minutes, "Between the slices of --order twap")
      ->check(CLI::Range(0.0, 390.0))
      ->capture_default_str();
  command
      .add_option("--band", flags.band,
                  "A position this close to its target, in parts of it, is left as it is")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  command.add_option("--wait", flags.wait, "Seconds to wait for fills while the market is open")
      ->check(CLI::Range(0.0, 86'400.0))
      ->capture_default_str();
  command.add_option("--kill-switch", flags.kill_switch,
                     "While this file is there nothing is sent (default: STOP in the workspace)");
  add_limit_flags(command, flags.limits);
  command.add_flag("--dry-run", flags.dry_run, "Show what would be sent, and send nothing");
  command.add_flag("--loop", flags.loop, "Once per bar, until SIGTERM or Ctrl-C");
  command
      .add_option("--poll", flags.poll,
                  "Seconds between looks at the broker's clock; at orders: the same, but at most 1")
      ->check(CLI::Range(0.1, 3'600.0))
      ->capture_default_str();
  command.add_flag("--standby", flags.standby,
                   "Wait while another process trades the account, and take over when it is gone");
  command
      .add_option("--notify", flags.notify,
                  "Tell fills, refusals, limits, stale bars and failover: a webhook's URL, or a "
                  "command that reads the text; may be repeated")
      ->take_all();
  command.add_flag("--live", flags.live, "Trade money; needs --i-understand and --limits");
  command.add_flag("--i-understand", flags.understood, "That --live may lose money");
}

Result<ExecutionTerms> execution_terms(const TradingFlags& flags) {
  ExecutionTerms terms;
  STRATGEN_TRY(terms.limits, limits_of(flags.limits));
  const auto style = parse_order_style(flags.order);
  if (!style) {
    return fail(Fault::Usage,
                fmt::format("--order {}: give market, limit, bracket or twap", flags.order));
  }
  terms.orders.style = *style;
  terms.orders.in_force = flags.in_force == "gtc" ? TimeInForce::Gtc : TimeInForce::Day;
  terms.orders.limit_offset = flags.limit_offset;
  terms.orders.slices = *style == OrderStyle::Twap ? flags.slices : 1;
  terms.orders.band = flags.band;
  terms.slice_seconds = 60 * flags.slice_minutes;
  terms.wait_seconds = flags.wait;
  terms.poll_seconds = std::min(terms.poll_seconds, flags.poll);
  return terms;
}

}  // namespace stratgen
