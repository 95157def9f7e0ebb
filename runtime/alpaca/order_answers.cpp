#include "runtime/alpaca/order_answers.hpp"

#include "runtime/alpaca/symbols.hpp"
#include "runtime/fetch/answers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stratgen {
namespace {

using nlohmann::json;

// A status that is not known yet may be one of an order that is still filled, and one of
// done_for_day goes on tomorrow.
bool is_final(std::string_view status) {
  return status == "filled" || status == "canceled" || status == "expired" ||
         status == "replaced" || status == "rejected";
}

// Exits are of the class of their entry. They close a position, which an entry never does.
bool is_exit(const json& row) {
  const std::string order_class = text_at(row, "order_class");
  if (order_class == "oco") return true;
  if (order_class != "bracket" && order_class != "oto") return false;
  const std::string intent = text_at(row, "position_intent");
  if (!intent.empty()) return intent.ends_with("_to_close");
  return text_at(row, "status") == "held" || text_at(row, "type").starts_with("stop");
}

bool has_exits(const json& row) {
  const std::string order_class = text_at(row, "order_class");
  return order_class == "bracket" || order_class == "oto";
}

Told<void> read_quantities(const json& row, AccountOrder& order) {
  if (has_value(row, "filled_qty")) {
    const auto filled = quantity_at(row, "filled_qty");
    if (!filled || *filled < Quantity{}) {
      return unreadable(fmt::format("the filled quantity of order {}", order.id));
    }
    order.filled = *filled;
  }
  order.quantity = order.filled;
  if (has_value(row, "qty")) {
    const auto quantity = quantity_at(row, "qty");
    if (!quantity || *quantity < Quantity{}) {
      return unreadable(fmt::format("the quantity of order {}", order.id));
    }
    order.quantity = *quantity;
  } else if (!has_value(row, "notional")) {
    return unreadable(fmt::format("order {} without a quantity", order.id));
  }
  if (!has_value(row, "filled_qty") && order.status == "filled") order.filled = order.quantity;
  order.filled_price = amount_at(row, "filled_avg_price").value_or(0);
  return {};
}

Told<AccountOrder> read_order(const json& row, bool nested) {
  AccountOrder order;
  order.id = word_at(row, "id");
  if (order.id.empty()) return unreadable("an order without an id");
  order.client_order_id = text_at(row, "client_order_id");
  order.symbol = from_alpaca(word_at(row, "symbol"), text_at(row, "asset_class") == "crypto");
  const auto side = side_at(row);
  order.status = word_at(row, "status");
  if (order.symbol.empty() || !side || order.status.empty()) {
    return unreadable(fmt::format("order {} without a symbol, a side or a status", order.id));
  }
  order.side = *side;
  order.open = !is_final(order.status);
  order.leg = nested || is_exit(row);
  if (auto read = read_quantities(row, order); !read) return unreadable(std::move(read.error()));
  const auto created = time_at(row, "created_at").value_or(0);
  order.submitted = time_at(row, "submitted_at").value_or(created);
  if (order.filled > Quantity{}) {
    const auto updated = time_at(row, "updated_at").value_or(0);
    order.filled_at = time_at(row, "filled_at").value_or(updated);
  }
  order.has_exits = !order.leg && has_exits(row);
  return order;
}

bool is_of_options(const json& row) { return text_at(row, "order_class") == "mleg"; }

// A row and the exits nested in it.
Told<void> add_row(const json& row, OrderPage& page) {
  auto order = read_order(row, false);
  if (!order) return unreadable(std::move(order.error()));
  page.submitted = std::max(page.submitted, order->submitted);
  page.orders.push_back(std::move(*order));
  auto exits = exits_in(row);
  if (!exits) return unreadable(std::move(exits.error()));
  for (AccountOrder& exit : *exits) page.orders.push_back(std::move(exit));
  return {};
}

}  // namespace

Told<AccountOrder> order_in(const json& body) { return read_order(body, false); }

Told<std::vector<AccountOrder>> exits_in(const json& body) {
  std::vector<AccountOrder> exits;
  const json& legs = value_at(body, "legs");
  if (!legs.is_array()) return exits;
  for (const json& leg : legs) {
    auto exit = read_order(leg, true);
    if (!exit) return unreadable(std::move(exit.error()));
    exits.push_back(std::move(*exit));
  }
  return exits;
}

Told<OrderPage> orders_in(const json& body) {
  if (!body.is_array()) return unreadable("orders that are no list");
  OrderPage page{.orders = {}, .rows = body.size()};
  for (const json& row : body) {
    if (is_of_options(row)) continue;
    if (auto added = add_row(row, page); !added) return unreadable(std::move(added.error()));
  }
  return page;
}

}  // namespace stratgen
