// What a bar does to the queue of orders. The rules are backtesting.py 0.6.6's.
#include "runtime/engine/broker.hpp"
#include "runtime/engine/floor_division.hpp"

#include <algorithm>
#include <cmath>

namespace stratgen {
namespace {

constexpr double parts_per_unit = 1e8;  // of fractional units
constexpr double most_parts = 0x1p51;   // beyond, a multiple may not survive scaling and back

}  // namespace

void Broker::step() {
  if (log_) log_->call = -1;
  process_queue();
  refresh_wake();
  if (expiry_ <= frame_.bar) {
    end_of_bar();
    refresh_wake();
  }
  refresh_account();
}

void Broker::process_queue() {
  do {
    reprocess_ = false;
    for (BrokerOrder* const order : orders_now())
      if (order->pending) process(*order);
  } while (reprocess_);
}

// Those that are queued while they are worked on do not appear in it; those that leave the queue
// stay.
std::span<BrokerOrder* const> Broker::orders_now() {
  const std::size_t count = memory_.queue.size();
  if (memory_.pass.size() < count) memory_.pass.resize(count);
  for (std::size_t i = 0; i < count; ++i) memory_.pass[i] = memory_.queue[i];
  return {memory_.pass.data(), count};
}

void Broker::process(BrokerOrder& order) {
  const double stop = order.stop;
  const std::optional<Fill> filled = fill(order);
  const bool stop_hit = is_set(stop) && (order.size > 0 ? frame_.high[frame_.bar] >= stop
                                                        : frame_.low[frame_.bar] <= stop);
  // A stop that was reached is erased for good: the order is a limit or market order from now on.
  if (stop_hit) order.stop = 0;
  if (!filled) {
    if (stop_hit && log_)
      note(OrderEvent::Kind::StopReached, order, OrderEvent::Reason::None, order.size, stop);
  } else if (order.parent) {
    execute_exit(order, *filled);
  } else {
    execute_entry(order, *filled);
  }
}

// Orders that end with this bar, and intraday trades whose session does.
void Broker::end_of_bar() {
  for (BrokerOrder* const order : orders_now()) {
    if (order->last_bar <= frame_.bar) drop(order, OrderEvent::Reason::Lapsed);
  }
  for (std::size_t i = 0; i < memory_.open.size();) {
    if (memory_.open[i]->close_after > frame_.bar)
      ++i;
    else
      close_at_close(*memory_.open[i], OrderEvent::Reason::SessionEnd);
  }
}

// As a market order at the close would.
void Broker::close_at_close(BrokerTrade& trade, OrderEvent::Reason reason) {
  close_trade(&trade, slipped(frame_.close[frame_.bar], frame_.bar, -trade.size), frame_.bar,
              reason);
}

double Broker::slipped(double price, int bar, double size) const {
  if (!slips_) return price;
  const double range = frame_.high[bar] - frame_.low[bar];
  const double loss = price * options_.slippage.bps / 10'000 + range * options_.slippage.range;
  const double worse = price + (size > 0 ? loss : -loss);
  return options_.fills == FillModel::Strict ? std::clamp(worse, frame_.low[bar], frame_.high[bar])
                                             : worse;
}

// Whether and where an order fills at the current bar.
std::optional<Broker::Fill> Broker::fill(const BrokerOrder& order) const {
  if (!is_set(order.stop) && !is_set(order.limit)) return fill_at_market(order);
  const int bar = frame_.bar;
  const double open = frame_.open[bar], high = frame_.high[bar], low = frame_.low[bar];
  const bool buy = order.size > 0;
  const bool strict = options_.fills == FillModel::Strict;
  const double stop = order.stop, limit = order.limit;
  const auto beyond = [buy](double a, double b) { return buy ? std::max(a, b) : std::min(a, b); };

  if (is_set(stop) && !(buy ? high >= stop : low <= stop)) return std::nullopt;
  if (is_set(limit)) {
    if (!(buy ? low <= limit : high >= limit)) return std::nullopt;
    // Both inside one bar: assume the worse order of events, the limit came first.
    if (is_set(stop) && (buy ? limit <= stop : limit >= stop)) return std::nullopt;
    // Where the market opens beyond the stop, backtesting.py fills at the stop nonetheless.
    const double base = !is_set(stop) ? open : strict ? beyond(open, stop) : stop;
    return Fill{buy ? std::min(base, limit) : std::max(base, limit), bar, is_set(stop)};
  }
  // A stop the market opens beyond fills at the open: nobody traded at the stop that day. With
  // trade_on_close backtesting.py looks at the last close instead.
  const double base = fills_on_close(order) && !strict ? frame_.close[bar - 1] : open;
  return Fill{slipped(beyond(base, stop), bar, order.size), bar, true};
}

Broker::Fill Broker::fill_at_market(const BrokerOrder& order) const {
  const bool on_close = fills_on_close(order);
  const int bar = on_close ? frame_.bar - 1 : frame_.bar;
  return {slipped(on_close ? frame_.close[bar] : frame_.open[bar], bar, order.size), bar, false};
}

void Broker::execute_exit(BrokerOrder& order, const Fill& at) {
  BrokerTrade* const trade = order.parent;
  const bool open = trade->open;
  if (open) {
    const double units =
        std::copysign(std::min(std::abs(trade->size), std::abs(order.size)), order.size);
    if (log_) note(OrderEvent::Kind::Filled, order, OrderEvent::Reason::None, units, at.price);
    // A stop loss or take profit that closes its whole trade leaves the queue with it.
    if (order.pending) remove(&order);
    reduce_trade(trade, units, at.price, at.bar, OrderEvent::Reason::Order);
  }
  if (order.pending) drop(&order, OrderEvent::Reason::TradeGone);
}

// At which price open trades are valued when an order fills. backtesting.py takes the close of the
// bar that is being filled, which nobody knows yet.
double Broker::margin_price(const Fill& at) const {
  return options_.fills == FillModel::Strict ? at.price : frame_.close[frame_.bar];
}

double Broker::available_margin(double price) const {
  double units = 0, cost = 0, used = 0;
  for (const BrokerTrade* const trade : memory_.open) {
    units += trade->size;
    cost += trade->size * trade->entry_price;
    used += std::abs(trade->size) * price / leverage_;
  }
  return std::max(0.0, frame_.cash + price * units - cost - used);
}

// Multiples of 1e-8, each as the double nearest to it, so that sums of them come out even: rounding
// again after an addition takes its error away. Above 2e7 units doubles are about as coarse anyway.
double Broker::rounded(double units) const {
  const double parts = units * parts_per_unit;
  if (!options_.fractional || !(std::abs(parts) < most_parts)) return units;
  return std::nearbyint(parts) / parts_per_unit;
}

double Broker::rounded_down(double units) const {
  const double parts = units * parts_per_unit;
  return std::abs(parts) < most_parts ? std::floor(parts) / parts_per_unit : units;
}

double Broker::units_for(double budget, double cost) const {
  if (!options_.fractional) return floor_division(budget, cost);
  const double units = rounded_down(budget / cost);
  return units * cost <= budget ? units : rounded_down(std::nextafter(units, 0));
}

// backtesting.py divides a fixed commission by the order's own size, even when that is a fraction.
double Broker::unit_cost(const BrokerOrder& order, const Fill& at, double price) const {
  const double fee = options_.commission(order.size, at.price);
  return fee == 0 ? price : price + fee / std::abs(order.size);
}

double Broker::affordable_units(const BrokerOrder& order, const Fill& at, double price) const {
  const double budget = available_margin(margin_price(at)) * leverage_ * std::abs(order.size);
  if (options_.fills == FillModel::BacktestingPy) {
    return units_for(budget, unit_cost(order, at, price));
  }
  // The fixed part is paid once; the rest is, for each unit, what it is where all goes into units.
  const double fixed = options_.commission.custom ? 0 : options_.commission.fixed;
  const double most = budget / price;
  const double fee_per_unit = (options_.commission(most, at.price) - fixed) / most;
  const double units = units_for(budget - fixed, price + fee_per_unit);
  const double fee = options_.commission(units, at.price);
  return units * price + fee <= budget ? units : units_for(budget - fee, price);
}

bool Broker::margin_covers(double units, const BrokerOrder& order, const Fill& at,
                           double price) const {
  const double cost = options_.fills == FillModel::BacktestingPy
                          ? std::abs(units) * unit_cost(order, at, price)
                          : std::abs(units) * price + options_.commission(units, at.price);
  return units == 0 || cost <= available_margin(margin_price(at)) * leverage_;
}

// First in, first out against trades of the other direction; returns what is left of `need`.
double Broker::net_against_open_trades(double need, const Fill& at) {
  if (memory_.open.empty()) return need;
  memory_.netting = memory_.open;
  for (BrokerTrade* const trade : memory_.netting) {
    if (need == 0) break;
    if ((trade->size > 0) == (need > 0)) continue;
    if (std::abs(need) >= std::abs(trade->size)) {
      need = rounded(need + trade->size);
      close_trade(trade, at.price, at.bar, OrderEvent::Reason::Netting);
    } else {
      reduce_trade(trade, need, at.price, at.bar, OrderEvent::Reason::Netting);
      need = 0;
    }
  }
  return need;
}

void Broker::execute_entry(BrokerOrder& order, const Fill& at) {
  const double sign = order.size > 0 ? 1 : -1;
  const double price = at.price * (1 + sign * options_.spread);
  double need = order.size;
  if (std::abs(order.size) < 1) {
    const double units = affordable_units(order, at, price);
    if (!(units > 0)) {
      ++warnings_.canceled_relative;
      drop(&order, OrderEvent::Reason::NoUnit);
      return;
    }
    need = sign * units;
  }
  const double wanted = need;
  const std::size_t netted_from = log_ ? log_->events.size() : 0;
  if (!options_.hedging) need = net_against_open_trades(need, at);
  const bool covered = margin_covers(need, order, at, price);
  if (log_) note_entry(order, covered ? wanted : wanted - need, price, netted_from);
  if (!covered) {
    ++warnings_.canceled_margin;
    drop(&order, OrderEvent::Reason::NoMargin);
    return;
  }
  if (need != 0) {
    open_trade(order, need, price, at);
    apply_same_bar_rule(order, at);
  }
  remove(&order);
}

void Broker::open_trade(const BrokerOrder& order, double size, double price, const Fill& at) {
  BrokerTrade& trade = new_trade(size, price, at.bar, order.tag);
  memory_.open.push_back(&trade);
  if (log_) note(OrderEvent::Kind::TradeOpened, trade, OrderEvent::Reason::Order);
  if (order.intraday) trade.close_after = session_end(frame_.bar);
  frame_.cash -= options_.commission(size, price);
  if (is_set(order.tp)) attach_tp(trade, order.tp);
  if (is_set(order.sl)) attach_sl(trade, order.sl);
}

// Whether the new trade's stop loss and take profit may act on the entry bar itself.
void Broker::apply_same_bar_rule(const BrokerOrder& order, const Fill& at) {
  const double sl = order.sl, tp = order.tp;
  if (!is_set(sl) && !is_set(tp)) return;
  const double high = frame_.high[frame_.bar], low = frame_.low[frame_.bar];
  const bool is_long = order.size > 0;
  const bool pure_market = !is_set(order.limit) && !at.stop_hit;
  const bool target_in_reach = is_set(tp) && (is_long ? tp <= high : tp >= low);
  const bool stop_untouched = !is_set(sl) || (is_long ? sl < low : sl > high);
  const bool stop_market = !is_set(order.limit) && at.stop_hit;
  if (pure_market || (stop_market && target_in_reach && stop_untouched)) {
    reprocess_ = true;
  } else if ((is_set(sl) && low <= sl && sl <= high) || (is_set(tp) && low <= tp && tp <= high)) {
    ++warnings_.same_bar_contingent;
  }
}

}  // namespace stratgen
