#include "runtime/store/export_v6.hpp"

#include "runtime/market/bars.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <set>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;
using Names = std::map<std::string, std::string>;

const std::string& name_of(const std::string& document, const Names& names) {
  const auto name = names.find(document);
  return name == names.end() ? document : name->second;
}

// 10 and 0.25, as people write them.
Json quantity_json(Quantity quantity) { return Json::parse(to_text(quantity)); }

Json order_json(const Intent& intent) {
  Json order = Json::object();
  order["symbol"] = intent.order.symbol;
  order["side"] = to_string(intent.order.side);
  order["qty"] = quantity_json(intent.order.quantity);
  order["status"] = intent.status;
  order["order_id"] = intent.broker_id;
  return order;
}

Json strategies_json(const LoggedRun& run, const Names& names) {
  Json list = Json::array();
  std::set<std::string> listed;
  for (const LoggedSignal& signal : run.signals)
    if (listed.insert(signal.strategy).second) list.push_back(name_of(signal.strategy, names));
  return list;
}

Json signals_json(const LoggedRun& run, const Names& names) {
  Json list = Json::array();
  for (const LoggedSignal& signal : run.signals) {
    if (signal.signal.empty()) continue;
    Json row = Json::object();
    row["ticker"] = signal.symbol;
    row["strategy"] = name_of(signal.strategy, names);
    row["signal"] = signal.signal;
    list.push_back(std::move(row));
  }
  return list;
}

}  // namespace

std::string export_v6(std::span<const LoggedRun> runs, std::span<const Intent> intents,
                      const Names& names) {
  std::map<std::int64_t, Json> orders;
  for (const Intent& intent : intents) orders[intent.run].push_back(order_json(intent));
  Json list = Json::array();
  for (const LoggedRun& run : runs) {
    const auto own = orders.find(run.id);
    Json row = Json::object();
    row["timestamp"] = to_iso(run.started, Clock::Utc);
    row["strategies"] = strategies_json(run, names);
    row["signals"] = signals_json(run, names);
    row["orders"] = own == orders.end() ? Json::array() : own->second;
    row["account_equity"] = std::isfinite(run.equity) ? Json(run.equity) : Json();
    list.push_back(std::move(row));
  }
  return list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace stratgen
