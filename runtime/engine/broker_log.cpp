// What the broker writes down when it is asked to.
#include "runtime/engine/broker.hpp"

#include <algorithm>

namespace stratgen {
namespace {

OrderEvent::Role role_of(const BrokerOrder& order) {
  if (!order.parent) return OrderEvent::Role::Entry;
  if (!order.contingent) return OrderEvent::Role::Close;
  return is_set(order.limit) ? OrderEvent::Role::TakeProfit : OrderEvent::Role::StopLoss;
}

}  // namespace

void Broker::note(OrderEvent::Kind kind, const BrokerOrder& order, OrderEvent::Reason reason,
                  double units, double price) {
  OrderEvent event;
  event.bar = frame_.bar;
  event.kind = kind;
  event.reason = reason;
  event.role = role_of(order);
  event.order = order.id;
  event.trade = order.parent ? order.parent->id : -1;
  event.call = log_->call;
  event.size = units;
  event.limit = order.limit;
  event.stop = order.stop;
  event.sl = order.sl;
  event.tp = order.tp;
  event.price = price;
  event.tag = order.tag;
  log_->events.push_back(std::move(event));
}

void Broker::note(OrderEvent::Kind kind, const BrokerTrade& trade, OrderEvent::Reason reason) {
  const bool closed = kind == OrderEvent::Kind::TradeClosed;
  OrderEvent event;
  event.bar = frame_.bar;
  event.kind = kind;
  event.reason = reason;
  event.trade = trade.id;
  event.size = trade.size;
  event.price = closed ? trade.exit_price : trade.entry_price;
  if (closed) {
    event.entry_price = trade.entry_price;
    event.entry_bar = static_cast<int>(trade.entry_bar);
    event.profit = trade.size * (trade.exit_price - trade.entry_price) - trade.commission;
  }
  event.tag = trade.tag;
  log_->events.push_back(std::move(event));
}

// Before what it closed: events since `netted_from`.
void Broker::note_entry(const BrokerOrder& order, double units, double price,
                        std::size_t netted_from) {
  if (units == 0) return;
  note(OrderEvent::Kind::Filled, order, OrderEvent::Reason::None, units, price);
  std::vector<OrderEvent>& events = log_->events;
  std::rotate(events.begin() + static_cast<std::ptrdiff_t>(netted_from), events.end() - 1,
              events.end());
}

}  // namespace stratgen
