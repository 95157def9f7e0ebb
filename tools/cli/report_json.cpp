#include "tools/cli/report_json.hpp"

#include "tools/cli/json_output.hpp"

#include <cmath>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

Json price_or_null(double price) { return price == 0 ? Json(nullptr) : json_number(price); }

Json tag_json(const abi::Tag& tag) {
  switch (tag.kind) {
    case abi::Tag::Kind::None:
      return nullptr;
    case abi::Tag::Kind::Number:
      return tag.number;
    case abi::Tag::Kind::Text:
      return tag.text;
  }
  return nullptr;
}

Json time_json(const Bars& bars, int bar) {
  const std::int64_t time = bars.time[static_cast<std::size_t>(bar)];
  if (bars.clock == Clock::Numbers) return time;
  return to_iso(time, bars.clock);
}

// Sizes are whole units where they are whole, as in backtesting.py.
Json size_json(double size) {
  if (std::floor(size) == size && std::abs(size) < 9e15) return static_cast<std::int64_t>(size);
  return size;
}

Json trade_json(const Trade& trade, const Bars& bars) {
  return {{"Size", size_json(trade.size)},
          {"EntryBar", trade.entry_bar},
          {"ExitBar", trade.exit_bar},
          {"EntryPrice", json_number(trade.entry_price)},
          {"ExitPrice", json_number(trade.exit_price)},
          {"SL", price_or_null(trade.sl)},
          {"TP", price_or_null(trade.tp)},
          {"PnL", json_number(trade.pl())},
          {"Commission", json_number(trade.commission)},
          {"ReturnPct", json_number(trade.return_ratio())},
          {"EntryTime", time_json(bars, trade.entry_bar)},
          {"ExitTime", time_json(bars, trade.exit_bar)},
          {"Tag", tag_json(trade.tag)}};
}

Json open_trade_json(const Trade& trade, const Bars& bars) {
  return {{"Size", size_json(trade.size)},
          {"EntryBar", trade.entry_bar},
          {"EntryPrice", json_number(trade.entry_price)},
          {"SL", price_or_null(trade.sl)},
          {"TP", price_or_null(trade.tp)},
          {"PL", json_number(trade.size * (trade.exit_price - trade.entry_price))},
          {"EntryTime", time_json(bars, trade.entry_bar)},
          {"Tag", tag_json(trade.tag)}};
}

Json order_json(const PendingOrder& order) {
  return {{"Size", size_json(order.size)},     {"Limit", price_or_null(order.limit)},
          {"Stop", price_or_null(order.stop)}, {"SL", price_or_null(order.sl)},
          {"TP", price_or_null(order.tp)},     {"Tag", tag_json(order.tag)},
          {"Contingent", order.contingent}};
}

}  // namespace

Json stats_json(const Statistics& statistics) {
  Json stats = Json::object();
  for (const Statistic& statistic : named(statistics)) {
    if (const auto* const text = std::get_if<std::string>(&statistic.value)) {
      stats[std::string(statistic.name)] = *text;
    } else {
      const double value = std::get<double>(statistic.value);
      stats[std::string(statistic.name)] =
          statistic.name == "# Trades" ? size_json(value) : json_number(value);
    }
  }
  return stats;
}

Json params_json(std::span<const ParamDeclaration> declared, std::span<const double> values) {
  Json params = Json::object();
  for (std::size_t i = 0; i < declared.size(); ++i) {
    const ParamDeclaration& param = declared[i];
    const double value = values[i];
    if (param.kind == abi::ParamKind::Bool)
      params[param.name] = value != 0;
    else if (param.kind == abi::ParamKind::Int)
      params[param.name] = static_cast<std::int64_t>(value);
    else
      params[param.name] = json_number(value);
  }
  return params;
}

Json report_json(const Report& report, const Bars& bars, bool with_equity) {
  Json json;
  json["strategy"] = report.strategy;
  json["params"] = params_json(report.params, report.values);
  json["stats"] = stats_json(report.statistics);
  json["trades"] = Json::array();
  for (const Trade& trade : report.trades) json["trades"].push_back(trade_json(trade, bars));
  json["open_trades"] = Json::array();
  for (const Trade& trade : report.open_trades)
    json["open_trades"].push_back(open_trade_json(trade, bars));
  json["pending_orders"] = Json::array();
  for (const PendingOrder& order : report.pending_orders)
    json["pending_orders"].push_back(order_json(order));
  json["cash"] = json_number(report.cash);
  json["warnings"] = {{"canceled_relative", report.warnings.canceled_relative},
                      {"canceled_margin", report.warnings.canceled_margin},
                      {"same_bar_contingent", report.warnings.same_bar_contingent},
                      {"open_at_end", report.warnings.open_at_end},
                      {"refused", report.warnings.refused}};
  if (with_equity) {
    json["equity"] = Json::array();
    for (const double value : report.equity) json["equity"].push_back(json_number(value));
  }
  return json;
}

}  // namespace stratgen
