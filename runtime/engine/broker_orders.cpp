// Placing, changing and cancelling orders. The rules are backtesting.py 0.6.6's.
#include "runtime/engine/broker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

namespace stratgen {
namespace {

// The sign of a NaN depends on the machine and says nothing.
double unsigned_nan(double x) { return std::isnan(x) ? std::abs(x) : x; }

// Plain comparisons, which NaN and infinity fail.
bool is_finite_above(double x, double bound) {
  return x > bound && x <= std::numeric_limits<double>::max();
}
bool is_price(double x) { return is_finite_above(x, 0) || x == 0; }

Refusal check_portion(double portion) {
  if (portion > 0 && portion <= 1) return {};
  return {.rule = Refusal::Rule::Portion, .value = portion};
}

Refusal check_price(const char* field, double price) {
  if (is_price(price)) return {};
  return {.rule = Refusal::Rule::Price, .field = field, .value = price};
}

}  // namespace

BrokerOrder& Broker::new_order(double size, double limit, double stop, const abi::Tag& tag) {
  const std::size_t number = memory_.orders.size();
  BrokerOrder& order = memory_.orders.next();
  order.size = size;
  order.limit = limit;
  order.stop = stop;
  order.sl = order.tp = 0;
  order.tag = tag;
  order.id = static_cast<int>(number);
  order.contingent = false;
  order.pending = true;
  order.parent = nullptr;
  order.last_bar = BrokerOrder::never;
  order.intraday = false;
  return order;
}

void Broker::enqueue_front(BrokerOrder* order) {
  memory_.queue.insert(memory_.queue.begin(), order);
  wake_for(*order);
  if (log_) note(OrderEvent::Kind::Placed, *order, OrderEvent::Reason::None, order->size, 0);
}

void Broker::enqueue_back(BrokerOrder* order) {
  memory_.queue.push_back(order);
  wake_for(*order);
  if (log_) note(OrderEvent::Kind::Placed, *order, OrderEvent::Reason::None, order->size, 0);
}

void Broker::remove(BrokerOrder* order) {
  take_out(memory_.queue, order);
  order->pending = false;
}

void Broker::drop(BrokerOrder* order, OrderEvent::Reason reason) {
  if (log_) note(OrderEvent::Kind::Dropped, *order, reason, order->size, 0);
  remove(order);
}

std::string Refusal::text() const {
  const std::string verb = !is_order ? "" : is_long ? "buy: " : "sell: ";
  const double number = unsigned_nan(value);
  switch (rule) {
    case Rule::None:
      break;
    case Rule::Size:
      return fmt::format(
          "{}size is {}; it must be a fraction between 0 and 1 or a whole number of units", verb,
          number);
    case Rule::GoodFor:
      return fmt::format("{}good_for is {}; it must be a number of bars, or 0", verb, number);
    case Rule::Price:
      return fmt::format("{}{} is {}: it must be a price above 0, or 0 for none", verb, field,
                         number);
    case Rule::NotBelow:
      return fmt::format("{}{} {} is not below the price {}", verb, field, number, reference);
    case Rule::NotAbove:
      return fmt::format("{}{} {} is not above the price {}", verb, field, number, reference);
    case Rule::Portion:
      return fmt::format("close({}): the portion must be above 0 and at most 1", number);
  }
  return {};
}

Refusal Broker::check(bool is_long, const abi::OrderRequest& request) const {
  using Rule = Refusal::Rule;
  const auto refuse = [&](Rule rule, const char* field, double value, double reference = 0) {
    return Refusal{rule, true, is_long, field, value, reference};
  };
  const double size = request.size;
  const bool legal = size < 1 || options_.fractional || std::floor(size) == size;
  if (!is_finite_above(size, 0) || !legal) return refuse(Rule::Size, "", size);
  if (request.good_for < 0) return refuse(Rule::GoodFor, "", request.good_for);
  const std::pair<const char*, double> prices[] = {
      {"limit", request.limit}, {"stop", request.stop}, {"sl", request.sl}, {"tp", request.tp}};
  for (const auto& [field, price] : prices) {
    if (!is_price(price)) return refuse(Rule::Price, field, price);
  }
  const double sign = is_long ? 1 : -1;
  const double market = frame_.close[frame_.bar] * (1 + sign * options_.spread);
  const double reference = is_set(request.limit)  ? request.limit
                           : is_set(request.stop) ? request.stop
                                                  : market;
  const double below = is_long ? request.sl : request.tp;
  const double above = is_long ? request.tp : request.sl;
  if (is_set(below) && !(below < reference))
    return refuse(Rule::NotBelow, is_long ? "sl" : "tp", below, reference);
  if (is_set(above) && !(reference < above))
    return refuse(Rule::NotAbove, is_long ? "tp" : "sl", above, reference);
  return {};
}

// With exclusive orders a new one closes the position and cancels what waits. backtesting.py walks
// over the live queue, so that the element that moves into a freed place is skipped.
void Broker::clear_for_exclusive_order() {
  const std::size_t step_after_removal = options_.fills == FillModel::Strict ? 0 : 1;
  for (std::size_t i = 0; i < memory_.queue.size();) {
    if (memory_.queue[i]->contingent) {
      ++i;
    } else {
      drop(memory_.queue[i], OrderEvent::Reason::ExclusiveOrder);
      i += step_after_removal;
    }
  }
  for (BrokerTrade* const trade : memory_.open) close(*trade, 1);
}

// An order has its first chance on the next bar.
int Broker::last_bar_of(const abi::OrderRequest& request) const {
  int last = BrokerOrder::never;
  if (request.good_for > 0 && request.good_for < last - frame_.bar) {
    last = frame_.bar + request.good_for;
  }
  if (request.intraday) last = std::min(last, session_end(frame_.bar + 1));
  return last;
}

Broker::Placed Broker::place(bool is_long, const abi::OrderRequest& request) {
  if (const Refusal refusal = check(is_long, request)) [[unlikely]]
    return {nullptr, refusal};
  const double units = request.size < 1 ? request.size : rounded(request.size);
  if (options_.exclusive_orders) clear_for_exclusive_order();
  BrokerOrder& order =
      new_order(is_long ? units : -units, request.limit, request.stop, request.tag);
  order.sl = request.sl;
  order.tp = request.tp;
  order.intraday = request.intraday;
  order.last_bar = last_bar_of(request);
  enqueue_back(&order);
  if (options_.exclusive_orders) refresh_wake();
  return {&order};
}

void Broker::cancel(const abi::OrderState& state) {
  if (!state.pending) return;
  BrokerOrder* const order = &memory_.orders[static_cast<std::size_t>(state.id)];
  drop(order, OrderEvent::Reason::Cancelled);
  if (BrokerTrade* const trade = order->parent) {
    if (trade->sl_order == order) {
      trade->sl_order = nullptr;
      trade->sl = 0;
    }
    if (trade->tp_order == order) {
      trade->tp_order = nullptr;
      trade->tp = 0;
    }
  }
  refresh_wake();
}

// An order against the trade, at the front of the queue. Not checked, and no trigger of exclusive
// orders.
Refusal Broker::close(const abi::TradeState& state, double portion) {
  if (const Refusal refusal = check_portion(portion)) return refusal;
  if (!state.open) return {};
  BrokerTrade* const trade = &memory_.trades[static_cast<std::size_t>(state.id)];
  const double size = std::abs(trade->size);
  // nearbyint: half to even, as Python's round().
  const double units = portion == 1          ? size
                       : options_.fractional ? rounded(size * portion)
                                             : std::max(1.0, std::nearbyint(size * portion));
  if (units == 0) return {};
  BrokerOrder& order = new_order(std::copysign(units, -trade->size), 0, 0, trade->tag);
  order.parent = trade;
  enqueue_front(&order);
  return {};
}

Refusal Broker::close_position(double portion) {
  if (const Refusal refusal = check_portion(portion)) return refusal;
  for (BrokerTrade* const trade : memory_.open) close(*trade, portion);
  return {};
}

void Broker::attach_sl(BrokerTrade& trade, double price) {
  trade.sl = price;
  trade.sl_order = &new_order(-trade.size, 0, price, trade.tag);
  trade.sl_order->parent = &trade;
  trade.sl_order->contingent = true;
  enqueue_front(trade.sl_order);
}

void Broker::attach_tp(BrokerTrade& trade, double price) {
  trade.tp = price;
  trade.tp_order = &new_order(-trade.size, price, 0, trade.tag);
  trade.tp_order->parent = &trade;
  trade.tp_order->contingent = true;
  enqueue_back(trade.tp_order);
}

Refusal Broker::set_sl(const abi::TradeState& state, double price) {
  if (const Refusal refusal = check_price("sl", price)) return refusal;
  if (!state.open) return {};
  BrokerTrade& trade = memory_.trades[static_cast<std::size_t>(state.id)];
  if (trade.sl_order) cancel(*trade.sl_order);
  if (is_set(price)) attach_sl(trade, price);
  return {};
}

Refusal Broker::set_tp(const abi::TradeState& state, double price) {
  if (const Refusal refusal = check_price("tp", price)) return refusal;
  if (!state.open) return {};
  BrokerTrade& trade = memory_.trades[static_cast<std::size_t>(state.id)];
  if (trade.tp_order) cancel(*trade.tp_order);
  if (is_set(price)) attach_tp(trade, price);
  return {};
}

}  // namespace stratgen
