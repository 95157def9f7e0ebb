#include "runtime/trade/preparation.hpp"

#include "runtime/market/bar_ends.hpp"
#include "runtime/trade/cash_flows.hpp"
#include "runtime/trade/submit.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <set>
#include <string_view>
#include <utility>

namespace stratgen {
namespace {

// Orders of this decision are younger than its bar.
std::int64_t beginning(const std::vector<Want>& wants, std::int64_t now) {
  std::int64_t first = now - 7 * seconds_of_a_day;
  for (const Want& want : wants)
    if (want.error.empty()) first = std::min(first, want.bar);
  return first;
}

std::string names_of(const std::vector<Want>& wants) {
  std::vector<std::string_view> names;
  for (const Want& want : wants) names.push_back(want.strategy);
  std::ranges::sort(names);
  return fmt::format("{}", fmt::join(names, "\n"));
}

// The symbols wanted, and those in which we hold something, or have ordered it, that nobody may
// want any more.
Result<std::vector<std::string>> symbols_of(const std::vector<Want>& wants, const TradeLog& log,
                                            const Snapshot& snapshot) {
  STRATGEN_TRY(const auto ours, log.net_filled(snapshot.account.id));
  std::set<std::string> symbols;
  for (const auto& [symbol, quantity] : ours) symbols.insert(symbol);
  for (const AccountOrder& order : snapshot.open)
    if (is_ours(order)) symbols.insert(order.symbol);
  for (const Want& want : wants) symbols.insert(want.symbol);
  return std::vector<std::string>(symbols.begin(), symbols.end());
}

// What was decided at the same bar, of the same close, for the same share stays. One that was
// frozen was not decided.
Result<std::vector<Want>> with_decided(std::vector<Want> wants, const TradeLog& log,
                                       const std::string& account, std::int64_t since) {
  STRATGEN_TRY(const auto runs, log.runs(account, since));
  for (const LoggedRun& run : runs) {
    if (!(run.equity > 0)) continue;  // killed before it decided
    for (const LoggedSignal& signal : run.signals)
      for (Want& want : wants)
        if (signal.error.empty() && signal.strategy == want.strategy &&
            signal.symbol == want.symbol && signal.bar == want.bar && signal.price == want.close &&
            signal.weight == want.weight && signal.share == want.share)
          want.decided = signal.target;
  }
  return wants;
}

}  // namespace

Result<std::string> unread_of(const Result<void>& noted) {
  if (noted) return std::string();
  if (noted.error().fault != Fault::Service) return tl::unexpected(noted.error());
  return "not all that happened in the account could be read: " + noted.error().message;
}

Result<News> catch_up(const std::vector<Want>& wants, const LoggedRun& run, Brokerage& brokerage,
                      TradeLog& log) {
  News news;
  STRATGEN_TRY(const MarketClock clock, brokerage.clock());
  Snapshot orders;
  orders.clock = clock;
  STRATGEN_TRY(orders.open, brokerage.open_orders());
  STRATGEN_TRY(const auto since, brokerage.orders_since(beginning(wants, clock.now)));
  std::ranges::copy_if(since, std::back_inserter(orders.sent), is_ours);
  STRATGEN_TRY(OrderNews changed, bring_up_to_date(log, run, orders, brokerage));
  news.orders = std::move(changed.changed);
  STRATGEN_TRY(news.exits, follow_exits(log, run.account, brokerage));
  STRATGEN_TRY(std::string unread,
               unread_of(note_cash_flows(log, run.account, brokerage, clock.now)));
  if (!unread.empty()) news.unread.push_back(std::move(unread));
  return news;
}

Result<Prepared> prepare(const std::vector<Want>& wants, Brokerage& brokerage, const TradeLog& log,
                         const ExecutionTerms& terms) {
  Prepared prepared;
  STRATGEN_TRY(const MarketClock clock, brokerage.clock());
  prepared.since = beginning(wants, clock.now);
  STRATGEN_TRY(prepared.snapshot, take_snapshot(brokerage, prepared.since));
  Snapshot& snapshot = prepared.snapshot;
  if (!snapshot.account.blocked.empty()) {
    return fail(Fault::Service, fmt::format("the account cannot trade: {}; ask the broker",
                                            snapshot.account.blocked));
  }
  const std::string& account = snapshot.account.id;
  STRATGEN_TRY(const auto symbols, symbols_of(wants, log, snapshot));
  STRATGEN_CHECK(add_market_facts(snapshot, brokerage, symbols));
  STRATGEN_TRY(prepared.wants, with_decided(wants, log, account, prepared.since));
  const bool whole =
      terms.orders.style == OrderStyle::Bracket || terms.orders.in_force == TimeInForce::Gtc;
  prepared.targets = targets_of(prepared.wants, symbols, snapshot, whole);
  prepared.decider = {account, names_of(wants)};
  STRATGEN_TRY(const auto equities,
               log.equities(account, std::numeric_limits<std::int64_t>::min()));
  STRATGEN_TRY(const auto flows, log.cash_flows(account));
  prepared.past.peak_equity = peak_equity(equities, flows);
  prepared.past.transferred = transferred_today(flows, snapshot.clock.now);
  STRATGEN_TRY(const auto recent, log.intents(account, snapshot.clock.now - 60));
  for (const Intent& intent : recent) prepared.past.sent.push_back(intent.decided);
  STRATGEN_TRY(const auto exits, log.exits(account));
  for (const LoggedExit& exit : exits)
    if (exit.order.filled > Quantity{}) prepared.left.push_back(exit.order);
  return prepared;
}

}  // namespace stratgen
