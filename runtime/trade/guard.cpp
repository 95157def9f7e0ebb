#include "runtime/trade/guard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace stratgen {

// An order, and the position before and after it.
struct Guard::Move {
  const OrderRequest& order;
  const Target& target;
  Quantity before, after;
  double price;

  bool turns() const {
    return before.nano != 0 && after.nano != 0 && (before.nano > 0) != (after.nano > 0);
  }
  bool reduces() const { return magnitude(after) < magnitude(before) && !turns(); }
  Breach breach(std::string limit, std::string_view why) const {
    return {std::move(limit), fmt::format("{} {} {}: {}", to_string(order.side),
                                          to_text(order.quantity), order.symbol, why)};
  }
};

Guard::Guard(const Limits& limits, const std::vector<Target>& targets, TradingPast past)
    : limits_(limits), past_(std::move(past)) {
  for (const Target& target : targets) targets_.emplace(target.symbol, target);
}

void Guard::see(const Snapshot& snapshot) {
  snapshot_ = snapshot;
  reach_.clear();
  for (const auto& [symbol, holding] : snapshot.holdings)
    reach_[symbol] = {holding.quantity, holding.quantity};
  for (const AccountOrder& order : snapshot.open) {
    if (order.leg) continue;
    const Quantity left = signed_quantity(order.side, order.quantity - order.filled);
    Reach& reach = reach_[order.symbol];
    if (is_ours(order) || left < Quantity{}) reach.low += left;
    if (is_ours(order) || left > Quantity{}) reach.high += left;
  }
}

void Guard::sent(const OrderRequest& order, std::int64_t now) {
  const Quantity change = signed_quantity(order.side, order.quantity);
  Reach& reach = reach_[order.symbol];
  reach.low += change;
  reach.high += change;
  past_.sent.push_back(now);
  ++sent_in_run_;
}

void Guard::refused(std::int64_t now) {
  past_.sent.push_back(now);
  ++sent_in_run_;
}

// The best that is known; 0: none.
double Guard::price_of(const std::string& symbol) const {
  const double last = snapshot_.last_price_of(symbol);
  if (last > 0) return last;
  const auto target = targets_.find(symbol);
  if (target != targets_.end() && target->second.price > 0) return target->second.price;
  const auto held = snapshot_.holdings.find(symbol);
  return held != snapshot_.holdings.end() && held->second.entry_price > 0 ? held->second.entry_price
                                                                          : 0;
}

Guard::Reach Guard::reach_of(const std::string& symbol) const {
  const auto found = reach_.find(symbol);
  return found == reach_.end() ? Reach{} : found->second;
}

std::optional<Breach> Guard::check(const OrderRequest& order, std::int64_t now) const {
  const auto target = targets_.find(order.symbol);
  if (target == targets_.end())
    return Breach{"target", fmt::format("{} {}: nobody wants a position in it",
                                        to_string(order.side), order.symbol)};
  const Reach reach = reach_of(order.symbol);
  const Quantity before = order.side == OrderSide::Buy ? reach.high : reach.low;
  Move move{order, target->second, before, before, price_of(order.symbol)};
  if (order.quantity <= Quantity{} ||
      __builtin_add_overflow(before.nano, signed_quantity(order.side, order.quantity).nano,
                             &move.after.nano))
    return move.breach("target", "that is no quantity");
  for (const auto& breach : {check_pace(now), check_market(move), check_target(move),
                             check_losses(move), check_exposure(move)})
    if (breach) return breach;
  return std::nullopt;
}

std::optional<Breach> Guard::check_pace(std::int64_t now) const {
  if (sent_in_run_ + 1 > limits_.max_orders_per_run)
    return Breach{"max_orders_per_run",
                  fmt::format("{} orders were sent in this run", sent_in_run_)};
  const auto recent =
      std::ranges::count_if(past_.sent, [&](std::int64_t time) { return time > now - 60; });
  if (double(recent) + 1 > limits_.max_orders_per_minute)
    return Breach{"max_orders_per_minute",
                  fmt::format("{} orders were sent within the last minute", recent)};
  return std::nullopt;
}

std::optional<Breach> Guard::check_market(const Move& move) const {
  const auto asset = snapshot_.assets.find(move.order.symbol);
  const bool rests = asset != snapshot_.assets.end() && asset->second.crypto;
  if (limits_.require_open && !snapshot_.clock.is_open && !rests)
    return move.breach("require_open", "the market is closed");
  const double last = snapshot_.last_price_of(move.order.symbol);
  if (!move.reduces() && (!(move.price > 0) || !(move.target.close > 0)))
    return move.breach("require_price", "it has no price, or no last close to hold it against");
  // Where all is sold no price makes it more or less.
  const bool leaves = move.reduces() && move.target.quantity == Quantity{};
  if (!(last > 0)) {
    if (limits_.require_price) return move.breach("require_price", "the broker has no last price");
  } else if (!leaves && move.target.close > 0 &&
             !(std::abs(last / move.target.close - 1) <= limits_.max_price_gap)) {
    return move.breach("max_price_gap",
                       fmt::format("the last price {:.6g} is {:.1f} % from the last close {:.6g}, "
                                   "more than {:g} %",
                                   last, 100 * std::abs(last / move.target.close - 1),
                                   move.target.close, 100 * limits_.max_price_gap));
  }
  if (!move.reduces() && is_large(move.order))
    return move.breach("max_order_of_volume",
                       fmt::format("more than {:g} % of the mean volume {:.0f}",
                                   100 * limits_.max_order_of_volume, move.target.volume));
  return std::nullopt;
}

bool Guard::is_large(const OrderRequest& order) const {
  const auto target = targets_.find(order.symbol);
  return target != targets_.end() && target->second.volume > 0 &&
         to_double(order.quantity) > limits_.max_order_of_volume * target->second.volume;
}

// An order brings the position towards its target, and not beyond it.
std::optional<Breach> Guard::check_target(const Move& move) const {
  if (!move.target.frozen.empty()) return move.breach("target", move.target.frozen);
  const Quantity wanted = move.target.quantity;
  const bool buys = move.order.side == OrderSide::Buy;
  if (!move.turns() && (buys ? move.after <= wanted : move.after >= wanted)) return std::nullopt;
  return move.breach("target", fmt::format("the position would be {}, and {} is wanted",
                                           to_text(move.after), to_text(wanted)));
}

std::optional<Breach> Guard::check_losses(const Move& move) const {
  if (move.reduces()) return std::nullopt;
  const TradingAccount& account = snapshot_.account;
  if (!(account.equity > 0)) return move.breach("max_drawdown", "the account has no equity");
  const double loss = daily_loss(account, past_.transferred);
  if (account.last_equity > 0 && loss >= limits_.max_daily_loss)
    return move.breach("max_daily_loss",
                       fmt::format("the account lost {:.2f} % since the last close; from {:g} % "
                                   "on only orders that reduce are sent",
                                   100 * loss, 100 * limits_.max_daily_loss));
  if (past_.peak_equity > 0) {
    const double drawdown = 1 - account.equity / past_.peak_equity;
    if (drawdown >= limits_.max_drawdown)
      return move.breach(
          "max_drawdown",
          fmt::format("the account is {:.2f} % below its peak {:.2f}; from {:g} % "
                      "on only orders that reduce are sent",
                      100 * drawdown, past_.peak_equity, 100 * limits_.max_drawdown));
  }
  return std::nullopt;
}

std::optional<Breach> Guard::check_exposure(const Move& move) const {
  if (move.reduces()) return std::nullopt;
  const double equity = snapshot_.account.equity;
  const auto over = [&](const char* limit, double value, double most) -> std::optional<Breach> {
    if (value <= most * equity) return std::nullopt;
    return move.breach(limit, fmt::format("it would come to {:.6g} % of the equity, above {:g} %",
                                          100 * value / equity, 100 * most));
  };
  double gross = 0, low = 0, high = 0;
  for (const auto& [name, reach] : reach_) {
    if (name == move.order.symbol) continue;
    const double price = price_of(name);
    if (!(price > 0) && (reach.low != Quantity{} || reach.high != Quantity{}))
      return move.breach("max_gross_exposure",
                         fmt::format("what is held of {} has no price", name));
    gross += price * to_double(std::max(magnitude(reach.low), magnitude(reach.high)));
    low += price * to_double(reach.low);
    high += price * to_double(reach.high);
  }
  const double value = to_double(move.after) * move.price;
  const double net = std::max(std::abs(low + value), std::abs(high + value));
  gross += std::abs(value);
  double strategy = 0;
  for (const TargetPart& part : move.target.parts) {
    double wants = 0;
    for (const auto& [name, target] : targets_)
      for (const TargetPart& other : target.parts)
        if (other.strategy == part.strategy)
          wants += std::abs(to_double(other.quantity)) * price_of(name);
    strategy = std::max(strategy, wants);
  }
  for (const auto& breach :
       {over("max_symbol_exposure", std::abs(value), limits_.max_symbol_exposure),
        over("max_strategy_exposure", strategy, limits_.max_strategy_exposure),
        over("max_net_exposure", net, limits_.max_net_exposure),
        over("max_gross_exposure", gross, limits_.max_gross_exposure)})
    if (breach) return breach;
  return std::nullopt;
}

}  // namespace stratgen
