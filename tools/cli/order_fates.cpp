#include "tools/cli/order_fates.hpp"

#include "tools/cli/order_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stratgen {
namespace {

using Kind = OrderEvent::Kind;
using Reason = OrderEvent::Reason;

bool is_strategys(const OrderEvent& event) {
  return event.role == OrderEvent::Role::Entry || event.role == OrderEvent::Role::Close;
}

// The event that ended it; null while it waits.
const OrderEvent* end_of(const OrderEvent& order, const std::vector<OrderEvent>& events) {
  const auto found = std::find_if(events.begin(), events.end(), [&](const OrderEvent& each) {
    return each.order == order.order && (each.kind == Kind::Filled || each.kind == Kind::Dropped);
  });
  return found == events.end() ? nullptr : &*found;
}

// Why the bars from `first` to `last` did not fill an order.
std::string not_reached(const OrderEvent& order, const Bars& bars, int first, int last) {
  if (first > last) return "there is no bar after it that could fill it";
  const auto from = [&](const BarColumn<double>& column) { return column.begin() + first; };
  const auto to = [&](const BarColumn<double>& column) { return column.begin() + last + 1; };
  const double high = *std::max_element(from(bars.high), to(bars.high));
  const double low = *std::min_element(from(bars.low), to(bars.low));
  const bool buy = order.size > 0;
  if (order.stop != 0 && (buy ? high < order.stop : low > order.stop)) {
    return fmt::format("the {} of {} did not reach its stop {}", buy ? "high" : "low",
                       number_text(buy ? high : low), number_text(order.stop));
  }
  if (order.limit != 0 && (buy ? low > order.limit : high < order.limit)) {
    return fmt::format("the {} of {} did not reach its limit {}", buy ? "low" : "high",
                       number_text(buy ? low : high), number_text(order.limit));
  }
  return "its stop and its limit were not reached in this order";
}

std::string fate_of(const OrderEvent& order, const std::vector<OrderEvent>& events,
                    const Bars& bars) {
  if (order.kind == Kind::Refused) return "refused";
  const int last = static_cast<int>(bars.size()) - 1;
  const OrderEvent* const end = end_of(order, events);
  if (!end) return "still waiting at the end: " + not_reached(order, bars, order.bar + 1, last);
  const std::string when = bar_date(bars, end->bar);
  if (end->kind == Kind::Filled)
    return fmt::format("filled on {} at {}", when, number_text(end->price));
  switch (end->reason) {
    case Reason::Cancelled:
      return fmt::format("cancelled by the strategy on {}", when);
    case Reason::ExclusiveOrder:
      return fmt::format("cancelled on {} by the next order, as --exclusive-orders says", when);
    case Reason::TradeGone:
      return fmt::format("cancelled on {}: its trade was closed by then", when);
    case Reason::NoUnit:
      return fmt::format("cancelled on {}: at an open of {} it buys less than one unit", when,
                         number_text(bars.open[static_cast<std::size_t>(end->bar)]));
    case Reason::NoMargin:
      return fmt::format("cancelled on {}: the margin does not cover it", when);
    default:
      return fmt::format("lapsed on {}: {}", when,
                         not_reached(order, bars, order.bar + 1, end->bar));
  }
}

}  // namespace

std::vector<OrderFate> fates_of_orders(const std::vector<OrderEvent>& events, const Bars& bars,
                                       int bar) {
  std::vector<OrderFate> fates;
  for (const OrderEvent& event : events) {
    const bool order =
        event.kind == Kind::Refused || (event.kind == Kind::Placed && is_strategys(event));
    if (event.bar == bar && order) fates.push_back({&event, fate_of(event, events, bars)});
  }
  return fates;
}

std::vector<OrderFate> waiting_orders(const std::vector<OrderEvent>& events, const Bars& bars,
                                      int bar) {
  std::vector<OrderFate> fates;
  for (const OrderEvent& event : events) {
    if (event.bar >= bar || event.kind != Kind::Placed || event.role != OrderEvent::Role::Entry)
      continue;
    const OrderEvent* const end = end_of(event, events);
    if (!end || end->bar > bar) fates.push_back({&event, not_reached(event, bars, bar, bar)});
  }
  return fates;
}

}  // namespace stratgen
