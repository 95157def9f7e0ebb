#include "tools/cli/trading_view.hpp"

#include "runtime/market/stamp.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace stratgen {
namespace {

using nlohmann::ordered_json;

const std::vector<Target>& targets_of(const TradingRun& run) {
  return run.preview ? run.preview->targets : run.outcome->targets;
}
const Snapshot& account_of(const TradingRun& run) {
  return run.preview ? run.preview->account : run.outcome->account;
}

ordered_json order_json(const OrderRequest& order) {
  ordered_json json = {{"client_order_id", order.client_order_id},
                       {"symbol", order.symbol},
                       {"side", to_string(order.side)},
                       {"qty", to_text(order.quantity)},
                       {"type", to_string(order.kind)},
                       {"time_in_force", to_string(order.in_force)}};
  if (order.kind == OrderKind::Limit) json["limit_price"] = order.limit_price;
  if (order.stop_loss > 0) json["stop_loss"] = order.stop_loss;
  if (order.take_profit > 0) json["take_profit"] = order.take_profit;
  return json;
}

ordered_json strategies_json(const TradingRun& run) {
  ordered_json rows = ordered_json::array();
  for (std::size_t i = 0; i < run.wants.size(); ++i) {
    const Want& want = run.wants[i];
    ordered_json row = {{"strategy", want.strategy}, {"symbol", want.symbol}};
    const StrategySignal& signal = run.signals[i];
    row["signal"] = signal.state ? ordered_json(to_string(signal.state->wanted)) : ordered_json();
    row["weight"] = want.weight;
    row["share"] = want.share;
    row["capital"] = want.weight * account_of(run).account.equity;
    row["error"] = want.error.empty() ? ordered_json() : ordered_json(want.error);
    rows.push_back(std::move(row));
  }
  return rows;
}

ordered_json targets_json(const TradingRun& run) {
  ordered_json rows = ordered_json::array();
  for (const Target& target : targets_of(run)) {
    ordered_json row = {{"symbol", target.symbol},
                        {"target", to_double(target.quantity)},
                        {"held", to_double(account_of(run).held_of(target.symbol))},
                        {"price", json_number(target.price)}};
    row["frozen"] = target.frozen.empty() ? ordered_json() : ordered_json(target.frozen);
    rows.push_back(std::move(row));
  }
  return rows;
}

void print_strategies(Console& out, const TradingRun& run) {
  Table table({{"Strategy"},
               {"Signal"},
               {"Symbol"},
               {"Weight", true},
               {"Capital", true},
               {"Share", true},
               {""}});
  for (std::size_t i = 0; i < run.wants.size(); ++i) {
    const Want& want = run.wants[i];
    const auto& state = run.signals[i].state;
    table.row({run.signals[i].result.slug, state ? to_string(state->wanted) : "-", want.symbol,
               percent(100 * want.weight),
               grouped(static_cast<long long>(want.weight * account_of(run).account.equity)),
               state ? percent(100 * want.share) : "-", want.error});
  }
  out.write(table.text(out, out.columns()));
}

void print_targets(Console& out, const TradingRun& run) {
  const std::vector<Target>& targets = targets_of(run);
  if (targets.empty()) return;
  Table table({{"Symbol"}, {"Target", true}, {"Held", true}, {"Price", true}, {""}});
  for (const Target& target : targets)
    table.row({target.symbol, to_text(target.quantity),
               to_text(account_of(run).held_of(target.symbol)), decimal(target.price),
               !target.frozen.empty() ? target.frozen : target.note});
  out.line();
  out.write(table.text(out, out.columns()));
}

void print_plan(Console& out, const Preview& preview) {
  out.line();
  if (preview.plan.nothing_to_do()) out.line("Nothing would be sent.");
  for (const PlannedCancel& cancel : preview.plan.cancels)
    out.line(fmt::format("would cancel {} {} {}: {}", to_string(cancel.order.side),
                         to_text(cancel.order.quantity), cancel.order.symbol, cancel.why));
  for (const PlannedOrder& planned : preview.plan.orders)
    out.line(fmt::format("would send {}", order_json(planned.order).dump()));
  for (const Breach& breach : preview.breaches)
    out.line(fmt::format("{} {}: {}", out.paint(Colour::Red, "would be stopped by"), breach.limit,
                         breach.text));
  for (const PlanRemark& remark : preview.plan.remarks)
    out.line(fmt::format("{}: {}", remark.symbol, remark.text));
}

}  // namespace

std::string event_line(const LoggedEvent& event) {
  return fmt::format("{}  {:<8} {} {}", to_iso(event.time, Clock::Utc), event.kind, event.symbol,
                     one_line(event.text));
}

ordered_json trading_json(const TradingRun& run, const TradingDesk& desk,
                          const std::vector<LoggedEvent>& events) {
  const Snapshot& account = account_of(run);
  ordered_json json = {{"time", to_iso(run.clock.now, Clock::Utc)},
                       {"mode", desk.paper ? "paper" : "live"},
                       {"dry_run", run.preview.has_value()},
                       {"account", run.account},
                       {"equity", json_number(account.account.equity)},
                       {"strategies", strategies_json(run)},
                       {"targets", targets_json(run)}};
  const std::vector<Breach>& breaches = run.preview ? run.preview->breaches : run.outcome->breaches;
  json["limits"] = ordered_json::array();
  for (const Breach& breach : breaches)
    json["limits"].push_back({{"limit", breach.limit}, {"text", breach.text}});
  if (run.preview) {
    json["cancels"] = ordered_json::array();
    for (const PlannedCancel& cancel : run.preview->plan.cancels)
      json["cancels"].push_back(
          {{"order_id", cancel.order.id}, {"symbol", cancel.order.symbol}, {"why", cancel.why}});
    json["orders"] = ordered_json::array();
    for (const PlannedOrder& planned : run.preview->plan.orders)
      json["orders"].push_back(order_json(planned.order));
    return json;
  }
  json["outcome"] = run.logged.outcome;
  json["waiting"] = run.outcome->waiting;
  json["refusals"] = run.outcome->refusals;
  json["events"] = ordered_json::array();
  for (const LoggedEvent& event : events)
    json["events"].push_back({{"time", to_iso(event.time, Clock::Utc)},
                              {"kind", event.kind},
                              {"symbol", event.symbol},
                              {"text", event.text}});
  return json;
}

void print_trading(Console& out, const TradingRun& run, const TradingDesk& desk) {
  print_strategies(out, run);
  print_targets(out, run);
  if (run.preview) {
    print_plan(out, *run.preview);
    return;
  }
  out.line();
  out.line(fmt::format("{}: equity {}, {}", desk.paper ? "paper" : "live",
                       decimal(run.logged.equity), run.logged.outcome));
}

}  // namespace stratgen
