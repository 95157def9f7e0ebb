#include "tests/runtime/trade/simulated_account.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace stratgen {

double SimulatedAccount::equity() const {
  double equity = cash_;
  for (const auto& [symbol, quantity] : held_) equity += to_double(quantity) * prices_.at(symbol);
  return equity;
}

Quantity SimulatedAccount::held(const std::string& symbol) const {
  const auto found = held_.find(symbol);
  return found == held_.end() ? Quantity{} : found->second;
}

void SimulatedAccount::hold(const std::string& symbol, Quantity quantity, double price) {
  held_[symbol] += quantity;
  entries_[symbol] = price;
  cash_ -= to_double(quantity) * price;
}

AccountOrder* SimulatedAccount::known(std::string_view client_order_id) {
  const auto found = std::ranges::find(orders_, client_order_id, &AccountOrder::client_order_id);
  return found == orders_.end() ? nullptr : &*found;
}

const AccountOrder& SimulatedAccount::take(const OrderRequest& order) {
  AccountOrder taken;
  taken.id = fmt::format("order-{}", orders_.size());
  taken.client_order_id = order.client_order_id;
  taken.symbol = order.symbol;
  taken.side = order.side;
  taken.quantity = order.quantity;
  taken.status = "accepted";
  taken.submitted = now_;
  taken.has_exits = order.stop_loss > 0 || order.take_profit > 0;
  orders_.push_back(taken);
  if (taken.has_exits) add_exits(taken, order);
  return *known(order.client_order_id);
}

// They wait for somebody to fill them.
void SimulatedAccount::add_exits(const AccountOrder& entry, const OrderRequest& order) {
  for (const double price : {order.take_profit, order.stop_loss}) {
    if (price <= 0) continue;
    AccountOrder exit = entry;
    exit.id = fmt::format("exit-{}", orders_.size());
    exit.client_order_id = "of the broker " + exit.id;
    exit.side = entry.side == OrderSide::Buy ? OrderSide::Sell : OrderSide::Buy;
    exit.status = "held";
    exit.leg = true;
    exit.has_exits = false;
    exits_[entry.id].push_back(exit.id);
    orders_.push_back(exit);
  }
}

void SimulatedAccount::fill_exit(const std::string& client_order_id, int which, Quantity quantity,
                                 double price) {
  prices_[known(client_order_id)->symbol] = price;
  const std::vector<std::string>& ids = exits_.at(known(client_order_id)->id);
  const auto exit_at = [&](int i) -> AccountOrder& {
    return *std::ranges::find(orders_, ids.at(std::size_t(i)), &AccountOrder::id);
  };
  fill(exit_at(which), quantity);
  exit_at(which).filled_at = now_;
  if (exit_at(which).open || ids.size() < 2) return;
  exit_at(1 - which).open = false;  // one cancels the other
  exit_at(1 - which).status = "canceled";
}

void SimulatedAccount::transfer(double amount) {
  cash_ += amount;
  flows_.push_back({fmt::format("flow-{}", flows_.size()), CashFlow::Kind::Transfer, amount, now_});
}

std::string SimulatedAccount::place(OrderRequest order) { return take(order).id; }

void SimulatedAccount::fill(AccountOrder& order, Quantity quantity) {
  const double price = prices_.at(order.symbol);
  fills_.push_back({fmt::format("fill-{}", fills_.size()), order.id, order.symbol, order.side,
                    quantity, price, now_});
  const Quantity change = signed_quantity(order.side, quantity);
  held_[order.symbol] += change;
  entries_[order.symbol] = price;
  cash_ -= to_double(change) * price;
  order.filled += quantity;
  order.filled_price = price;
  order.status = order.filled == order.quantity ? "filled" : "partially_filled";
  order.open = order.filled != order.quantity;
}

// One step of the world, with each call.
void SimulatedAccount::step() {
  for (OnItsWay& order : late_)
    if (--order.calls == 0 && known(order.order.client_order_id) == nullptr) take(order.order);
  std::erase_if(late_, [](const OnItsWay& order) { return order.calls <= 0; });
  if (!is_open) return;
  for (AccountOrder& order : orders_) {
    if (!order.open || order.leg || !happens(0.5)) continue;
    const Quantity left = order.quantity - order.filled;
    if (happens(faults.ended)) {
      order.open = false;
      order.status = happens(0.5) ? "canceled" : "expired";
    } else if (happens(faults.partial)) {
      const Quantity step = is_whole(order.quantity) ? shares(1) : Quantity{1};
      fill(order, std::max(step, rounded_down(Quantity{left.nano / 3}, step)));
    } else {
      fill(order, left);
    }
  }
}

void SimulatedAccount::rest() {
  const Faults before = std::exchange(faults, Faults{});
  const auto moves = [](const AccountOrder& order) { return order.open && !order.leg; };
  while (!late_.empty() || (is_open && std::ranges::any_of(orders_, moves))) step();
  faults = before;
}

Result<void> SimulatedAccount::begin_read() {
  may_die();
  step();
  if (happens(faults.failed)) return fail(Fault::Service, "the broker could not be reached");
  return {};
}

Result<TradingAccount> SimulatedAccount::account() {
  STRATGEN_CHECK(begin_read());
  return TradingAccount{"account-1", equity(), last_equity, cash_, cash_, shorting, blocked};
}

Result<std::vector<AccountPosition>> SimulatedAccount::holdings() {
  STRATGEN_CHECK(begin_read());
  std::vector<AccountPosition> list;
  for (const auto& [symbol, quantity] : held_)
    if (quantity != Quantity{})
      list.push_back({symbol, quantity, entries_.at(symbol), prices_.at(symbol), 0});
  return list;
}

Result<std::vector<AccountOrder>> SimulatedAccount::open_orders() {
  STRATGEN_CHECK(begin_read());
  std::vector<AccountOrder> list;
  std::ranges::copy_if(orders_, std::back_inserter(list), &AccountOrder::open);
  return list;
}

Result<std::vector<AccountOrder>> SimulatedAccount::orders_since(std::int64_t since) {
  STRATGEN_CHECK(begin_read());
  std::vector<AccountOrder> list;
  std::ranges::copy_if(orders_, std::back_inserter(list),
                       [&](const AccountOrder& order) { return order.submitted >= since; });
  return list;
}

Result<std::optional<AccountOrder>> SimulatedAccount::find_order(std::string_view client_order_id) {
  STRATGEN_CHECK(begin_read());
  const AccountOrder* const found = known(client_order_id);
  if (found == nullptr) return std::optional<AccountOrder>{};
  return std::optional<AccountOrder>(*found);
}

Submission SimulatedAccount::submit(const OrderRequest& order) {
  using enum Submission::Outcome;
  may_die();
  ++submissions_;
  if (happens(faults.busy)) return {Later, {}, "429 too many requests", 1};
  if (happens(faults.unsent)) return {Unknown, {}, "the connection was reset", 0};
  if (happens(faults.late)) {
    late_.push_back({std::uniform_int_distribution(1, 12)(random_), order});
    may_die();
    return {Unknown, {}, "no answer in time", 0};
  }
  if (known(order.client_order_id) != nullptr)
    return {Duplicate, {}, "client_order_id must be unique", 0};
  if (happens(faults.refused)) return {Refused, {}, "40310000 potential wash trade detected", 0};
  const Quantity change = signed_quantity(order.side, order.quantity);
  if (!shorting && held(order.symbol) + change < Quantity{})
    return {Refused, {}, "40310000 insufficient qty available for order", 0};
  const AccountOrder taken = take(order);
  may_die();
  if (happens(faults.lost)) return {Unknown, {}, "the answer was cut short", 0};
  return {Accepted, taken, {}, 0};
}

Result<void> SimulatedAccount::cancel(std::string_view order_id) {
  STRATGEN_CHECK(begin_read());
  for (AccountOrder& order : orders_) {
    if (order.id != order_id || !order.open) continue;
    order.open = false;
    order.status = "canceled";
    for (const auto& [entry, ids] : exits_)
      if (std::ranges::find(ids, order.id) != ids.end())
        for (AccountOrder& other : orders_)
          if (other.open && std::ranges::find(ids, other.id) != ids.end()) {
            other.open = false;
            other.status = "canceled";
          }
  }
  may_die();
  return {};
}

Result<std::optional<Asset>> SimulatedAccount::asset(std::string_view symbol) {
  STRATGEN_CHECK(begin_read());
  const std::string name(symbol);
  if (gone.contains(name)) return std::optional<Asset>{};
  const auto special = assets.find(name);
  if (special != assets.end()) return std::optional<Asset>(special->second);
  Asset asset;
  asset.symbol = name;
  return std::optional<Asset>(asset);
}

Result<MarketClock> SimulatedAccount::clock() {
  STRATGEN_CHECK(begin_read());
  return MarketClock{now_, is_open, now_ + 3600, now_ + 7200};
}

Result<std::map<std::string, double>> SimulatedAccount::last_prices(
    const std::vector<std::string>& symbols) {
  STRATGEN_CHECK(begin_read());
  std::map<std::string, double> prices;
  for (const std::string& symbol : symbols) {
    if (const auto quote = quotes.find(symbol); quote != quotes.end())
      prices[symbol] = quote->second;
    else if (const auto price = prices_.find(symbol); price != prices_.end())
      prices[symbol] = price->second;
  }
  return prices;
}

Result<std::vector<Fill>> SimulatedAccount::fills_since(std::int64_t since) {
  STRATGEN_CHECK(begin_read());
  std::vector<Fill> list;
  std::ranges::copy_if(fills_, std::back_inserter(list),
                       [&](const Fill& fill) { return fill.time >= since; });
  return list;
}

Result<std::vector<AccountOrder>> SimulatedAccount::exits_of(std::string_view order_id) {
  STRATGEN_CHECK(begin_read());
  std::vector<AccountOrder> list;
  const auto ids = exits_.find(std::string(order_id));
  if (ids == exits_.end()) return list;
  for (const AccountOrder& order : orders_)
    if (std::ranges::find(ids->second, order.id) != ids->second.end()) list.push_back(order);
  return list;
}

Result<std::vector<CashFlow>> SimulatedAccount::cash_flows_since(std::int64_t since) {
  STRATGEN_CHECK(begin_read());
  std::vector<CashFlow> list;
  std::ranges::copy_if(flows_, std::back_inserter(list),
                       [&](const CashFlow& flow) { return flow.time >= since; });
  return list;
}

}  // namespace stratgen
