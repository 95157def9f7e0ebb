#include "tools/cli/engine_options.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace stratgen {
namespace {

std::optional<double> number(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

Result<Commission> parse_commission(const std::string& text) {
  const std::size_t comma = text.find(',');
  const std::optional<double> fixed =
      comma == std::string::npos ? 0 : number(text.substr(0, comma));
  const std::optional<double> relative =
      number(comma == std::string::npos ? text : text.substr(comma + 1));
  if (!fixed || !relative || *fixed < 0 || *relative < -0.1 || *relative >= 0.1) {
    return fail(Fault::Usage, fmt::format("--commission {}: give a rate from -0.1 to below 0.1, or "
                                          "a fixed amount and a rate: 5,0.001",
                                          text));
  }
  Commission commission;
  commission.fixed = *fixed;
  commission.relative = *relative;
  return commission;
}

}  // namespace

void add_engine_flags(CLI::App& command, EngineFlags& flags) {
  command.add_option("--cash", flags.cash, "Cash at the start")->capture_default_str();
  command
      .add_option("--commission", flags.commission,
                  "Rate, or fixed amount and rate: 0.002 or 5,0.001")
      ->capture_default_str();
  command.add_option("--spread", flags.spread, "Bid-ask spread as a rate, paid on entries")
      ->capture_default_str();
  command.add_option("--margin", flags.margin, "Margin required; 0.5 is a leverage of 2")
      ->capture_default_str();
  command.add_flag("--trade-on-close", flags.trade_on_close,
                   "Market orders fill at the signal bar's close");
  command.add_flag("--hedging", flags.hedging, "Long and short trades at the same time");
  command.add_flag("--exclusive-orders", flags.exclusive_orders,
                   "A new order closes what the last one opened");
  command.add_flag("--finalize-trades", flags.finalize_trades, "Close what is open at the end");
  command
      .add_option("--refused-orders", flags.refused_orders,
                  "What an order that the rules refuse does: fail or skip")
      ->check(CLI::IsMember({"fail", "skip"}))
      ->capture_default_str();
  command
      .add_option("--fills", flags.fills,
                  "How orders fill: backtesting.py, or strict (see docs/FILLS.md)")
      ->check(CLI::IsMember({"backtesting.py", "strict"}))
      ->capture_default_str();
  command.add_flag("--fractional", flags.fractional,
                   "Fractions of a unit can be traded, down to 1e-8");
  command
      .add_option("--slippage-bps", flags.slippage_bps,
                  "Market and stop orders lose so many basis points")
      ->capture_default_str();
  command
      .add_option("--slippage-range", flags.slippage_range, "... and this share of the bar's range")
      ->capture_default_str();
  command
      .add_option("--risk-free-rate", flags.risk_free_rate, "A year, for Sharpe and Sortino: 0.03")
      ->capture_default_str();
}

Result<RunOptions> run_options(const EngineFlags& flags) {
  RunOptions options;
  STRATGEN_TRY(options.broker.commission, parse_commission(flags.commission));
  if (!(flags.cash > 0) || !std::isfinite(flags.cash)) {
    return fail(Fault::Usage, fmt::format("--cash {}: it must be above 0", flags.cash));
  }
  if (!(flags.margin > 0 && flags.margin <= 1)) {
    return fail(Fault::Usage,
                fmt::format("--margin {}: it must be above 0 and at most 1", flags.margin));
  }
  if (!(flags.spread >= 0 && flags.spread < 1)) {
    return fail(Fault::Usage,
                fmt::format("--spread {}: it must be a rate from 0 to below 1", flags.spread));
  }
  if (!(flags.slippage_bps >= 0 && flags.slippage_bps < 10'000)) {
    return fail(Fault::Usage, fmt::format("--slippage-bps {}: it must be from 0 to below 10000",
                                          flags.slippage_bps));
  }
  if (!(flags.slippage_range >= 0 && flags.slippage_range <= 1)) {
    return fail(Fault::Usage,
                fmt::format("--slippage-range {}: it must be from 0 to 1", flags.slippage_range));
  }
  if (!(std::abs(flags.risk_free_rate) < 1)) {
    return fail(Fault::Usage,
                fmt::format("--risk-free-rate {}: give a rate such as 0.03", flags.risk_free_rate));
  }
  options.broker.cash = flags.cash;
  options.broker.spread = flags.spread;
  options.broker.margin = flags.margin;
  options.broker.trade_on_close = flags.trade_on_close;
  options.broker.hedging = flags.hedging;
  options.broker.exclusive_orders = flags.exclusive_orders;
  options.broker.fills = flags.fills == "strict" ? FillModel::Strict : FillModel::BacktestingPy;
  options.broker.fractional = flags.fractional;
  options.broker.slippage = {flags.slippage_bps, flags.slippage_range};
  options.risk_free_rate = flags.risk_free_rate;
  options.finalize_trades = flags.finalize_trades;
  options.skip_refused_orders = flags.refused_orders == "skip";
  return options;
}

Result<std::vector<ParamSetting>> param_settings(const std::vector<std::string>& texts) {
  std::vector<ParamSetting> settings;
  for (const std::string& text : texts) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      return fail(Fault::Usage,
                  fmt::format("--param {}: write name=value, for example --param fast=20", text));
    }
    const std::string name = text.substr(0, equals);
    for (const ParamSetting& earlier : settings) {
      if (earlier.first == name) {
        return fail(Fault::Usage, fmt::format("--param {} is given twice; keep one", name));
      }
    }
    settings.emplace_back(name, text.substr(equals + 1));
  }
  return settings;
}

}  // namespace stratgen
