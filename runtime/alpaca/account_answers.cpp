#include "runtime/alpaca/account_answers.hpp"

#include "runtime/alpaca/symbols.hpp"
#include "runtime/fetch/answers.hpp"

#include <fmt/format.h>

namespace stratgen {
namespace {

using nlohmann::json;

// Why it may not trade, "" if it may.
std::string blocked(const json& body) {
  if (const std::string status = word_at(body, "status");
      status != "ACTIVE" && status != "PAPER_ONLY") {
    return fmt::format("the account's status is {}", status);
  }
  if (flag_at(body, "account_blocked")) return "the account is blocked";
  if (flag_at(body, "trading_blocked")) return "trading is blocked in this account";
  if (flag_at(body, "trade_suspended_by_user")) return "its owner has suspended trading";
  return "";
}

Told<AccountPosition> holding_in(const json& row) {
  AccountPosition holding;
  holding.symbol = from_alpaca(word_at(row, "symbol"), text_at(row, "asset_class") == "crypto");
  if (holding.symbol.empty()) return unreadable("a position without a symbol");
  const auto quantity = quantity_at(row, "qty");
  if (!quantity) return unreadable(fmt::format("no quantity in {}'s position", holding.symbol));
  const bool is_short = text_at(row, "side") == "short";
  holding.quantity = is_short ? -magnitude(*quantity) : *quantity;
  holding.entry_price = amount_at(row, "avg_entry_price").value_or(0);
  holding.price = amount_at(row, "current_price").value_or(0);
  holding.profit = amount_at(row, "unrealized_pl").value_or(0);
  return holding;
}

}  // namespace

Told<TradingAccount> account_in(const json& body) {
  TradingAccount account;
  account.id = word_at(body, "id");
  if (account.id.empty()) return unreadable("an account without an id");
  if (text_at(body, "status").empty()) return unreadable("an account without a status");
  const auto equity = amount_at(body, "equity");
  if (!equity) return unreadable("an account that does not say its equity");
  account.equity = *equity;
  account.last_equity = amount_at(body, "last_equity").value_or(0);
  account.cash = amount_at(body, "cash").value_or(0);
  account.buying_power = amount_at(body, "buying_power").value_or(account.cash);
  account.shorting = flag_at(body, "shorting_enabled");
  account.blocked = blocked(body);
  return account;
}

Told<std::vector<AccountPosition>> holdings_in(const json& body) {
  if (!body.is_array()) return unreadable("positions that are no list");
  std::vector<AccountPosition> holdings;
  for (const json& row : body) {
    auto holding = holding_in(row);
    if (!holding) return unreadable(std::move(holding.error()));
    if (holding->quantity != Quantity{}) holdings.push_back(std::move(*holding));
  }
  return holdings;
}

}  // namespace stratgen
