#include "runtime/trade/snapshot.hpp"

#include <algorithm>

namespace stratgen {
namespace {

constexpr int most_readings = 20;

struct Orders {
  std::vector<AccountOrder> open, since;
};

Result<Orders> read_orders(Brokerage& brokerage, std::int64_t since) {
  Orders orders;
  STRATGEN_TRY(orders.open, brokerage.open_orders());
  STRATGEN_TRY(orders.since, brokerage.orders_since(since));
  return orders;
}

Result<void> add_prices(Snapshot& snapshot, Brokerage& brokerage,
                        const std::vector<std::string>& symbols) {
  if (symbols.empty()) return {};
  auto prices = brokerage.last_prices(symbols);
  if (prices)
    snapshot.last_price.merge(std::move(*prices));
  else if (prices.error().fault == Fault::Interrupted)
    return tl::unexpected(std::move(prices.error()));
  return {};
}

// What others have ordered counts for exposure. It is asked for apart: of a symbol that has no
// prices, as an option, nothing else shall go without.
std::vector<std::string> ordered_beside(const Snapshot& snapshot,
                                        const std::vector<std::string>& symbols) {
  std::vector<std::string> others;
  for (const AccountOrder& order : snapshot.open)
    if (!snapshot.holdings.contains(order.symbol) &&
        std::ranges::find(symbols, order.symbol) == symbols.end())
      others.push_back(order.symbol);
  return others;
}

bool same(const std::vector<AccountOrder>& a, const std::vector<AccountOrder>& b) {
  return std::ranges::equal(a, b, [](const AccountOrder& x, const AccountOrder& y) {
    return x.id == y.id && x.open == y.open && x.filled == y.filled;
  });
}

}  // namespace

Quantity Snapshot::held_of(const std::string& symbol) const {
  const auto found = holdings.find(symbol);
  return found == holdings.end() ? Quantity{} : found->second.quantity;
}

double Snapshot::last_price_of(const std::string& symbol) const {
  if (const auto found = last_price.find(symbol); found != last_price.end()) return found->second;
  const auto held = holdings.find(symbol);
  return held == holdings.end() ? 0 : held->second.price;
}

Result<Snapshot> take_snapshot(Brokerage& brokerage, std::int64_t since) {
  Snapshot snapshot;
  STRATGEN_TRY(Orders before, read_orders(brokerage, since));
  for (int reading = 0; reading < most_readings; ++reading) {
    STRATGEN_TRY(const std::vector<AccountPosition> holdings, brokerage.holdings());
    STRATGEN_TRY(snapshot.account, brokerage.account());
    STRATGEN_TRY(Orders after, read_orders(brokerage, since));
    const bool rested = same(before.open, after.open) && same(before.since, after.since);
    before = std::move(after);
    if (!rested) continue;
    for (const AccountPosition& holding : holdings)
      snapshot.holdings.emplace(holding.symbol, holding);
    snapshot.open = std::move(before.open);
    for (AccountOrder& order : before.since) {
      if (order.leg && order.filled > Quantity{})
        snapshot.left.push_back(std::move(order));
      else if (is_ours(order))
        snapshot.sent.push_back(std::move(order));
    }
    STRATGEN_TRY(snapshot.clock, brokerage.clock());
    return snapshot;
  }
  return fail(Fault::Service,
              "the account's orders change all the time, so its positions cannot be "
              "told; run again when they rest");
}

Result<void> add_market_facts(Snapshot& snapshot, Brokerage& brokerage,
                              const std::vector<std::string>& symbols) {
  for (const std::string& symbol : symbols) {
    STRATGEN_TRY(std::optional<Asset> asset, brokerage.asset(symbol));
    if (asset) snapshot.assets.emplace(symbol, std::move(*asset));
  }
  STRATGEN_CHECK(add_prices(snapshot, brokerage, symbols));
  return add_prices(snapshot, brokerage, ordered_beside(snapshot, symbols));
}

}  // namespace stratgen
