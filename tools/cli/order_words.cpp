#include "tools/cli/order_words.hpp"

#include "tools/cli/console.hpp"
#include "tools/cli/json_output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace stratgen {
namespace {

using Kind = OrderEvent::Kind;
using Reason = OrderEvent::Reason;
using Role = OrderEvent::Role;

bool is_given(double price) { return price != 0; }

std::string units_text(double size) {
  const double units = std::abs(size);
  return fmt::format("{} unit{}", number_text(units), units == 1 ? "" : "s");
}

// Below 1 it is a fraction of the equity.
std::string size_text(double size) {
  const double units = std::abs(size);
  if (units >= 1) return units_text(size);
  const double share = 100 * units;
  if (share > 99.9999999) return "all of the equity";
  return fmt::format("{:.4g} % of the equity", share);
}

std::string tag_text(const abi::Tag& tag) {
  if (tag.kind == abi::Tag::Kind::Text) return fmt::format(", tag \"{}\"", tag.text);
  if (tag.kind == abi::Tag::Kind::Number) return fmt::format(", tag {}", tag.number);
  return "";
}

const char* side(double size) { return size > 0 ? "buy" : "sell"; }

std::string order_text(const OrderEvent& order) {
  switch (order.role) {
    case Role::Close:
      return fmt::format("close {}", units_text(order.size));
    case Role::StopLoss:
      return fmt::format("stop loss of {} at {}", units_text(order.size), number_text(order.stop));
    case Role::TakeProfit:
      return fmt::format("take profit of {} at {}", units_text(order.size),
                         number_text(order.limit));
    case Role::Entry:
      break;
  }
  std::string text = fmt::format("{} {}", side(order.size), size_text(order.size));
  if (is_given(order.limit)) text += ", limit " + number_text(order.limit);
  if (is_given(order.stop)) text += ", stop " + number_text(order.stop);
  if (is_given(order.sl)) text += ", stop loss " + number_text(order.sl);
  if (is_given(order.tp)) text += ", take profit " + number_text(order.tp);
  return text + tag_text(order.tag);
}

// As it was placed: a stop that was reached is gone from the order.
const OrderEvent& placed(const OrderEvent& event, const std::vector<OrderEvent>& events) {
  const auto found = std::find_if(events.begin(), events.end(), [&](const OrderEvent& each) {
    return each.kind == Kind::Placed && each.order == event.order;
  });
  return found == events.end() ? event : *found;
}

std::string fill_text(const OrderEvent& event, const std::vector<OrderEvent>& events) {
  const OrderEvent& order = placed(event, events);
  const char* how = "market order";
  if (order.role == Role::Close) how = "close order";
  if (order.role == Role::StopLoss) how = "stop loss";
  if (order.role == Role::TakeProfit) how = "take profit";
  if (order.role == Role::Entry && is_given(order.limit))
    how = is_given(order.stop) ? "stop-limit order" : "limit order";
  else if (order.role == Role::Entry && is_given(order.stop))
    how = "stop order";
  return fmt::format("{} {} at {}, {}", side(event.size), units_text(event.size),
                     number_text(event.price), how);
}

std::string drop_text(const OrderEvent& event) {
  const std::string order = order_text(event);
  switch (event.reason) {
    case Reason::Cancelled:
      return order + ": by the strategy";
    case Reason::ExclusiveOrder:
      return order + ": by the next order, as --exclusive-orders says";
    case Reason::TradeGone:
      return order + ": its trade is closed";
    case Reason::NoUnit:
      return order + ": that buys less than one unit";
    case Reason::NoMargin:
      return order + ": the margin does not cover it";
    case Reason::Lapsed:
      return order + ": its time is over";
    default:
      return order;
  }
}

std::string close_text(const OrderEvent& event, const Bars& bars) {
  std::string text = fmt::format("{} {} of {} at {}, profit {}{}",
                                 event.size > 0 ? "long" : "short", units_text(event.size),
                                 bar_date(bars, event.entry_bar), number_text(event.entry_price),
                                 event.profit < 0 ? "-" : "+", number_text(std::abs(event.profit)));
  switch (event.reason) {
    case Reason::Netting:
      return text + ": by an order in the other direction";
    case Reason::SessionEnd:
      return text + ": the session ends";
    case Reason::Ruin:
      return text + ": the equity is gone";
    case Reason::End:
      return text + ": the bars end";
    default:
      return text;
  }
}

const char* name_of(Kind kind) {
  switch (kind) {
    case Kind::Placed:
      return "placed";
    case Kind::Refused:
      return "refused";
    case Kind::StopReached:
      return "triggered";
    case Kind::Filled:
      return "filled";
    case Kind::Dropped:
      return "cancelled";
    case Kind::TradeOpened:
      return "opened";
    case Kind::TradeClosed:
      return "closed";
  }
  return "";
}

const char* name_of(Reason reason) {
  switch (reason) {
    case Reason::None:
      return "";
    case Reason::Cancelled:
      return "cancelled";
    case Reason::ExclusiveOrder:
      return "exclusive_order";
    case Reason::TradeGone:
      return "trade_gone";
    case Reason::NoUnit:
      return "no_unit";
    case Reason::NoMargin:
      return "no_margin";
    case Reason::Lapsed:
      return "lapsed";
    case Reason::Order:
      return "order";
    case Reason::Netting:
      return "netting";
    case Reason::SessionEnd:
      return "session_end";
    case Reason::Ruin:
      return "ruin";
    case Reason::End:
      return "end";
  }
  return "";
}

const char* name_of(Role role) {
  switch (role) {
    case Role::Entry:
      return "entry";
    case Role::Close:
      return "close";
    case Role::StopLoss:
      return "stop_loss";
    case Role::TakeProfit:
      return "take_profit";
  }
  return "";
}

}  // namespace

std::string order_text(const PendingOrder& order) {
  OrderEvent event;
  event.role = order.closes >= 0 ? Role::Close : Role::Entry;
  event.size = order.size;
  event.limit = order.limit;
  event.stop = order.stop;
  event.sl = order.sl;
  event.tp = order.tp;
  event.tag = order.tag;
  return order_text(event);
}

EventWords words_of(const OrderEvent& event, const std::vector<OrderEvent>& events,
                    const Bars& bars) {
  switch (event.kind) {
    case Kind::Placed:
      return {"placed", order_text(event)};
    case Kind::Refused:
      return {"refused", event.text};
    case Kind::StopReached:
      return {"triggered", fmt::format("stop {} reached: {} from now on", number_text(event.price),
                                       order_text(event))};
    case Kind::Filled:
      return {"filled", fill_text(event, events)};
    case Kind::Dropped:
      return {"cancelled", drop_text(event)};
    case Kind::TradeOpened:
      return {"opened", fmt::format("{} {} at {}", event.size > 0 ? "long" : "short",
                                    units_text(event.size), number_text(event.price))};
    case Kind::TradeClosed:
      return {"closed", close_text(event, bars)};
  }
  return {};
}

bool goes_without_saying(const OrderEvent& event) {
  return event.kind == Kind::TradeOpened ||
         (event.kind == Kind::Dropped && event.reason == Reason::TradeGone);
}

nlohmann::ordered_json event_json(const OrderEvent& event, const InstrumentedSource& source,
                                  const Bars& bars) {
  nlohmann::ordered_json json = {{"event", name_of(event.kind)}};
  if (event.reason != Reason::None) json["reason"] = name_of(event.reason);
  if (event.kind == Kind::Refused) {
    json["text"] = event.text;
  } else {
    const bool of_trade = event.kind == Kind::TradeOpened || event.kind == Kind::TradeClosed;
    if (!of_trade) json["role"] = name_of(event.role);
    if (event.order >= 0) json["order"] = event.order;
    if (event.trade >= 0) json["trade"] = event.trade;
    json["size"] = json_number(event.size);
    const std::pair<const char*, double> prices[] = {{"price", event.price},
                                                     {"limit", event.limit},
                                                     {"stop", event.stop},
                                                     {"sl", event.sl},
                                                     {"tp", event.tp}};
    for (const auto& [name, price] : prices)
      if (is_given(price)) json[name] = json_number(price);
    if (event.kind == Kind::TradeClosed) {
      json["entry_price"] = json_number(event.entry_price);
      json["entry_time"] = to_iso(bars.time[static_cast<std::size_t>(event.entry_bar)], bars.clock);
      json["profit"] = json_number(event.profit);
    }
    if (event.tag.kind == abi::Tag::Kind::Text) json["tag"] = event.tag.text;
    if (event.tag.kind == abi::Tag::Kind::Number) json["tag"] = event.tag.number;
  }
  if (const int line = line_of(event, source); line > 0) json["line"] = line;
  return json;
}

int line_of(const OrderEvent& event, const InstrumentedSource& source) {
  // In the signal form the engine orders, for a condition.
  if (source.signals && event.kind == Kind::Placed && event.role == Role::Entry) {
    const auto kind = event.size > 0 ? MarkedPlace::Kind::Buy : MarkedPlace::Kind::Sell;
    for (const MarkedPlace& place : source.places)
      if (place.kind == kind) return place.at.line;
  }
  const auto call = static_cast<std::size_t>(event.call);
  return event.call < 0 || call >= source.places.size() ? 0 : source.places[call].at.line;
}

std::string bar_date(const Bars& bars, int bar) {
  if (bars.clock == Clock::Numbers) return fmt::format("bar {}", bar);
  const std::string text = to_iso(bars.time[static_cast<std::size_t>(bar)], bars.clock);
  const std::size_t midnight = text.find("T00:00:00");
  return midnight == text.npos ? text : text.substr(0, midnight);
}

std::string number_text(double value) {
  if (!std::isfinite(value)) return fmt::format("{}", std::isnan(value) ? std::abs(value) : value);
  const double size = std::abs(value);
  if (size >= 1e15) return fmt::format("{:.6g}", value);
  if (size >= 1000 || value == std::trunc(value)) {
    const bool whole = value == std::trunc(value);
    const std::string cents = fmt::format("{:.2f}", size);
    const std::string text =
        grouped(std::stoll(cents)) + (whole ? "" : cents.substr(cents.size() - 3));
    return value < 0 ? "-" + text : text;
  }
  if (size < 1) return fmt::format("{:.5g}", value);
  std::string text = fmt::format("{:.4f}", value);
  while (text.back() == '0' && text[text.size() - 3] != '.') text.pop_back();
  return text;
}

}  // namespace stratgen
