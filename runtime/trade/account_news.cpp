#include "runtime/trade/account_news.hpp"

#include "runtime/market/bar_ends.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace stratgen {
namespace {

constexpr std::int64_t late = 10 * seconds_of_a_day;  // the most by which something is booked later

bool same(const AccountOrder& a, const AccountOrder& b) {
  return a.status == b.status && a.filled == b.filled && a.open == b.open &&
         a.quantity == b.quantity;
}

// From when on the broker's cash flows may not all be in the log. `read`: when it was told them; 0:
// never.
std::int64_t cash_flows_begin(std::int64_t read, std::int64_t now) {
  return (read > 0 ? read : now) - late;
}

}  // namespace

Result<std::vector<LoggedExit>> follow_exits(TradeLog& log, const std::string& account,
                                             Brokerage& brokerage) {
  std::vector<LoggedExit> filled;
  STRATGEN_TRY(const std::vector<Intent> entries, log.intents_with_exits(account));
  if (entries.empty()) return filled;
  STRATGEN_TRY(const std::vector<LoggedExit> logged, log.exits(account));
  std::map<std::string, AccountOrder> known;
  for (const LoggedExit& exit : logged) known.emplace(exit.order.id, exit.order);
  for (Intent entry : entries) {
    if (entry.open && entry.filled == Quantity{}) continue;
    std::vector<AccountOrder> exits;
    if (entry.filled > Quantity{}) {
      STRATGEN_TRY(exits, brokerage.exits_of(entry.broker_id));
    }
    for (const AccountOrder& exit : exits) {
      const auto before = known.find(exit.id);
      if (before != known.end() && same(before->second, exit)) continue;
      const LoggedExit now{entry.order.client_order_id, exit};
      STRATGEN_CHECK(log.note(now));
      const Quantity filled_before = before == known.end() ? Quantity{} : before->second.filled;
      if (exit.filled != filled_before) filled.push_back(now);
    }
    entry.exits_open = entry.open || std::ranges::any_of(exits, &AccountOrder::open);
    if (!entry.exits_open) STRATGEN_CHECK(log.update(entry));
  }
  return filled;
}

Result<std::map<std::string, Quantity>> net_filled_now(const TradeLog& log,
                                                       const std::string& account,
                                                       Brokerage& brokerage) {
  STRATGEN_TRY(auto net, log.net_filled(account));
  STRATGEN_TRY(const std::vector<Intent> open, log.open_intents(account));
  for (const Intent& intent : open) {
    STRATGEN_TRY(const auto order, brokerage.find_order(intent.order.client_order_id));
    if (order) net[order->symbol] += signed_quantity(order->side, order->filled - intent.filled);
  }
  STRATGEN_TRY(const std::vector<Intent> entries, log.intents_with_exits(account));
  STRATGEN_TRY(const std::vector<LoggedExit> logged, log.exits(account));
  std::map<std::string, Quantity> filled;
  for (const LoggedExit& exit : logged) filled[exit.order.id] = exit.order.filled;
  for (const Intent& entry : entries) {
    if (entry.broker_id.empty()) continue;
    STRATGEN_TRY(const auto exits, brokerage.exits_of(entry.broker_id));
    for (const AccountOrder& exit : exits)
      net[exit.symbol] += signed_quantity(exit.side, exit.filled - filled[exit.id]);
  }
  return net;
}

Result<std::vector<LoggedCashFlow>> cash_flows_now(const TradeLog& log, const std::string& account,
                                                   Brokerage& brokerage, std::int64_t now) {
  STRATGEN_TRY(const std::int64_t read, log.cash_flows_read(account));
  STRATGEN_TRY(std::vector<LoggedCashFlow> flows, log.cash_flows(account));
  const auto told = brokerage.cash_flows_since(cash_flows_begin(read, now));
  if (!told && told.error().fault == Fault::Interrupted) return tl::unexpected(told.error());
  if (!told) return flows;
  std::set<std::string> known;
  for (const LoggedCashFlow& flow : flows) known.insert(flow.flow.id);
  for (const CashFlow& flow : *told)
    if (known.insert(flow.id).second) flows.push_back(seen_now(flow, read, now));
  std::ranges::sort(flows, {}, &LoggedCashFlow::seen);
  return flows;
}

Result<void> note_cash_flows(TradeLog& log, const std::string& account, Brokerage& brokerage,
                             std::int64_t now) {
  STRATGEN_TRY(const std::int64_t read, log.cash_flows_read(account));
  STRATGEN_TRY(const std::vector<CashFlow> flows,
               brokerage.cash_flows_since(cash_flows_begin(read, now)));
  return log.note(account, flows, now);
}

Result<void> note_fills(TradeLog& log, const std::string& account, Brokerage& brokerage,
                        std::int64_t now) {
  STRATGEN_TRY(const std::vector<Fill> noted, log.fills(account));
  const std::int64_t since = noted.empty() ? now - late : noted.back().time - seconds_of_a_day;
  STRATGEN_TRY(const std::vector<Fill> fills, brokerage.fills_since(since));
  return log.note(account, fills);
}

}  // namespace stratgen
