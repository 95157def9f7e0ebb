#include "runtime/alpaca/activity_answers.hpp"

#include "runtime/alpaca/symbols.hpp"
#include "runtime/fetch/answers.hpp"
#include "runtime/market/new_york.hpp"
#include "runtime/market/stamp.hpp"

#include <array>

namespace stratgen {
namespace {

using nlohmann::json;
using Kind = CashFlow::Kind;

// Of dividends and interest nothing is known here: they are earned.
std::optional<Kind> kind_of(const std::string& type) {
  for (const char* const transfer : {"CSD", "CSW", "ACATC", "JNLC"})
    if (type == transfer) return Kind::Transfer;
  for (const char* const fee : {"FEE", "CFEE"})
    if (type == fee) return Kind::Fee;
  return std::nullopt;
}

// When it was booked. A day alone, or its midnight, is one of New York.
std::optional<std::int64_t> booked_at(const json& row) {
  if (const auto created = time_at(row, "created_at")) return created;
  const auto day = parse_stamp(text_at(row, "date").substr(0, 10));
  if (!day || day->has_zone) return std::nullopt;
  return day->seconds - new_york_offset(day->seconds);
}

// A fee in coins says how many, and at what price.
std::optional<double> amount_of(const json& row) {
  const auto amount = amount_at(row, "net_amount");
  const auto quantity = amount_at(row, "qty"), price = amount_at(row, "price");
  if (amount.value_or(0) == 0 && quantity && price) return *quantity * *price;
  return amount;
}

Told<Fill> fill_in(const json& row) {
  const auto side = side_at(row);
  const auto quantity = quantity_at(row, "qty");
  const auto price = amount_at(row, "price");
  const auto time = time_at(row, "transaction_time");
  if (!side || !quantity || *quantity <= Quantity{} || !price || !time) {
    return unreadable("a fill without a side, a quantity, a price or a time");
  }
  Fill fill{.id = text_at(row, "id"),
            .order_id = word_at(row, "order_id"),
            .symbol = from_alpaca(word_at(row, "symbol"), false),
            .side = *side,
            .quantity = *quantity,
            .price = *price,
            .time = *time};
  if (fill.id.empty() || fill.order_id.empty() || fill.symbol.empty()) {
    return unreadable("a fill without an id, an order or a symbol");
  }
  return fill;
}

Told<CashFlow> cash_flow_in(const json& row, Kind kind) {
  const auto amount = amount_of(row);
  const auto time = booked_at(row);
  CashFlow flow{text_at(row, "id"), kind, amount.value_or(0), time.value_or(0)};
  if (flow.id.empty() || !amount || !time)
    return unreadable("a transfer or a fee without an id, an amount or a time");
  return flow;
}

}  // namespace

Told<FillPage> fills_in(const json& body) {
  if (!body.is_array()) return unreadable("fills that are no list");
  FillPage page{.fills = {}, .rows = body.size(), .last = {}};
  for (const json& row : body) {
    page.last = text_at(row, "id");
    if (text_at(row, "activity_type") != "FILL") continue;
    auto fill = fill_in(row);
    if (!fill) return unreadable(std::move(fill.error()));
    page.fills.push_back(std::move(*fill));
  }
  return page;
}

Told<CashFlowPage> cash_flows_in(const json& body) {
  if (!body.is_array()) return unreadable("activities that are no list");
  CashFlowPage page{.flows = {}, .rows = body.size(), .last = {}};
  for (const json& row : body) {
    page.last = text_at(row, "id");
    const auto kind = kind_of(text_at(row, "activity_type"));
    if (!kind || text_at(row, "status") == "canceled") continue;
    auto flow = cash_flow_in(row, *kind);
    if (!flow) return unreadable(std::move(flow.error()));
    page.flows.push_back(std::move(*flow));
  }
  return page;
}

}  // namespace stratgen
