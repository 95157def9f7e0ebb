#include "tools/cli/settings_json.hpp"

#include <fmt/format.h>

#include <cmath>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

Json minimum_json(const Minimum& minimum) {
  return {{"sharpe", minimum.sharpe},
          {"drawdown_pct", minimum.drawdown_pct},
          {"return_pct", minimum.return_pct},
          {"trades", minimum.trades}};
}

Minimum minimum_from(const Json& json) {
  return {.sharpe = json.at("sharpe"),
          .drawdown_pct = json.at("drawdown_pct"),
          .return_pct = json.at("return_pct"),
          .trades = json.at("trades")};
}

Json time_json(const std::optional<std::int64_t>& time) { return time ? Json(*time) : Json(); }

std::optional<std::int64_t> time_from(const Json& json) {
  if (json.is_null()) return std::nullopt;
  return json.get<std::int64_t>();
}

// As if it had been written on the command line, so that the same limits hold.
EngineFlags engine_from(const Json& json) {
  EngineFlags flags;
  json.at("cash").get_to(flags.cash);
  flags.commission = fmt::format("{},{}", json.at("commission").at("fixed").get<double>(),
                                 json.at("commission").at("relative").get<double>());
  json.at("spread").get_to(flags.spread);
  json.at("margin").get_to(flags.margin);
  json.at("trade_on_close").get_to(flags.trade_on_close);
  json.at("hedging").get_to(flags.hedging);
  json.at("exclusive_orders").get_to(flags.exclusive_orders);
  json.at("finalize_trades").get_to(flags.finalize_trades);
  json.at("refused_orders").get_to(flags.refused_orders);
  json.at("fills").get_to(flags.fills);
  json.at("fractional").get_to(flags.fractional);
  json.at("slippage").at("bps").get_to(flags.slippage_bps);
  json.at("slippage").at("range").get_to(flags.slippage_range);
  json.at("risk_free_rate").get_to(flags.risk_free_rate);
  return flags;
}

Json engine_json(const RunOptions& run) {
  const BrokerOptions& broker = run.broker;
  return {{"cash", broker.cash},
          {"commission",
           {{"fixed", broker.commission.fixed}, {"relative", broker.commission.relative}}},
          {"spread", broker.spread},
          {"margin", broker.margin},
          {"trade_on_close", broker.trade_on_close},
          {"hedging", broker.hedging},
          {"exclusive_orders", broker.exclusive_orders},
          {"finalize_trades", run.finalize_trades},
          {"refused_orders", run.skip_refused_orders ? "skip" : "fail"},
          {"fills", broker.fills == FillModel::Strict ? "strict" : "backtesting.py"},
          {"fractional", broker.fractional},
          {"slippage", {{"bps", broker.slippage.bps}, {"range", broker.slippage.range}}},
          {"risk_free_rate", run.risk_free_rate}};
}

Result<PipelineSettings> read(const Json& json) {
  PipelineSettings settings;
  STRATGEN_TRY(settings.run, run_options(engine_from(json.at("engine"))));
  settings.period.from = time_from(json.at("period").at("from"));
  settings.period.to = time_from(json.at("period").at("to"));
  settings.thresholds = {.pass = minimum_from(json.at("verdict").at("pass")),
                         .fail = minimum_from(json.at("verdict").at("fail"))};
  json.at("writer").at("samples").get_to(settings.writer.samples);
  json.at("writer").at("repairs").get_to(settings.writer.repairs);
  if (settings.writer.samples < 1 || settings.writer.samples > 64 || settings.writer.repairs < 0 ||
      settings.writer.repairs > 20) {
    return fail(Fault::Data, "samples are 1 to 64, repairs 0 to 20");
  }
  return settings;
}

}  // namespace

Json settings_json(const PipelineSettings& settings) {
  return {{"engine", engine_json(settings.run)},
          {"period",
           {{"from", time_json(settings.period.from)}, {"to", time_json(settings.period.to)}}},
          {"verdict",
           {{"pass", minimum_json(settings.thresholds.pass)},
            {"fail", minimum_json(settings.thresholds.fail)}}},
          {"writer", {{"samples", settings.writer.samples}, {"repairs", settings.writer.repairs}}}};
}

Result<PipelineSettings> settings_from(const Json& json) {
  try {
    Result<PipelineSettings> settings = read(json);
    if (!settings) settings.error().fault = Fault::Data;
    return settings;
  } catch (const Json::exception&) {
    return fail(Fault::Data, "the settings are not whole");
  }
}

}  // namespace stratgen
