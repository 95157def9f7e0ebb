#include "runtime/alpaca/account_answers.hpp"

#include "tests/runtime/alpaca/hostile_values.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace stratgen;
using nlohmann::json;

namespace {

const json whole = {{"id", "1d9eed04-be39-4e01-9b84-a48ac5bbafcf"},
                    {"status", "ACTIVE"},
                    {"equity", "123346.11"},
                    {"last_equity", "122011.09751111286868"},
                    {"cash", "122086.5"},
                    {"buying_power", "245432.61"},
                    {"shorting_enabled", true},
                    {"trading_blocked", false},
                    {"account_blocked", false},
                    {"trade_suspended_by_user", false}};

const json position = {
    {"symbol", "AAPL"},        {"asset_class", "us_equity"}, {"qty", "5"},
    {"side", "long"},          {"avg_entry_price", "100.0"}, {"current_price", "120.0"},
    {"unrealized_pl", "100.0"}};

json with(json body, const char* name, const json& value) {
  body[name] = value;
  return body;
}

}  // namespace

TEST_CASE("an account is read") {
  const auto account = account_in(whole);
  REQUIRE(account);
  CHECK(account->id == "1d9eed04-be39-4e01-9b84-a48ac5bbafcf");
  CHECK(account->equity == 123346.11);
  CHECK(account->last_equity == 122011.09751111286868);
  CHECK(account->cash == 122086.5);
  CHECK(account->buying_power == 245432.61);
  CHECK(account->shorting);
  CHECK(account->blocked.empty());
}

TEST_CASE("what an account does not say is none, and its cash is all it can buy with") {
  const auto account =
      account_in({{"id", "a"}, {"status", "ACTIVE"}, {"equity", 10.5}, {"cash", "7"}});
  REQUIRE(account);
  CHECK(account->equity == 10.5);
  CHECK(account->last_equity == 0);
  CHECK(account->buying_power == 7);
  CHECK(!account->shorting);
}

TEST_CASE("an account without id, status or equity cannot be read") {
  CHECK(account_in({{"status", "ACTIVE"}, {"equity", "1"}}).error() == "an account without an id");
  CHECK(account_in({{"id", "a"}, {"equity", "1"}}).error() == "an account without a status");
  CHECK(account_in({{"id", "a"}, {"status", "ACTIVE"}}).error() ==
        "an account that does not say its equity");
  CHECK(!account_in(with(whole, "equity", "NaN")));
  CHECK(!account_in(json::array({whole})));
  CHECK(!account_in("ACTIVE"));
}

TEST_CASE("an account that may not trade says why") {
  const auto why = [](const char* name, const json& value) {
    return account_in(with(whole, name, value))->blocked;
  };
  CHECK(why("status", "ACCOUNT_CLOSED") == "the account's status is ACCOUNT_CLOSED");
  CHECK(why("status", "PAPER_ONLY").empty());
  CHECK(why("trading_blocked", true) == "trading is blocked in this account");
  CHECK(why("account_blocked", true) == "the account is blocked");
  CHECK(why("trade_suspended_by_user", "true") == "its owner has suspended trading");
}

TEST_CASE("whatever a field holds, an account is finite or cannot be read") {
  with_each_field_broken(whole, [](const json& body) {
    const auto account = account_in(body);
    if (!account) return;
    CHECK(!account->id.empty());
    CHECK(account->id.size() <= 200);
    for (const double number :
         {account->equity, account->last_equity, account->cash, account->buying_power}) {
      CHECK(std::isfinite(number));
    }
  });
}

TEST_CASE("positions are signed and have the workspace's symbols") {
  json crypto = with(with(position, "symbol", "BTCUSD"), "asset_class", "crypto");
  crypto["qty"] = "0.123456789";
  const json short_one = with(with(position, "qty", "-3"), "side", "short");
  const json short_without_sign =
      with(with(with(position, "qty", "3"), "side", "short"), "symbol", "BRK.B");
  const json gone = with(position, "qty", "0");
  const auto holdings =
      holdings_in(json::array({position, crypto, short_one, short_without_sign, gone}));
  REQUIRE(holdings);
  REQUIRE(holdings->size() == 4);
  CHECK((*holdings)[0].symbol == "AAPL");
  CHECK((*holdings)[0].quantity == shares(5));
  CHECK((*holdings)[0].entry_price == 100);
  CHECK((*holdings)[0].price == 120);
  CHECK((*holdings)[0].profit == 100);
  CHECK((*holdings)[1].symbol == "BTC-USD");
  CHECK((*holdings)[1].quantity == Quantity{123'456'789});
  CHECK((*holdings)[2].quantity == shares(-3));
  CHECK((*holdings)[3].symbol == "BRK-B");
  CHECK((*holdings)[3].quantity == shares(-3));
}

TEST_CASE("a position whose price is null has none") {
  const auto holdings = holdings_in(json::array({with(position, "current_price", nullptr)}));
  REQUIRE(holdings);
  CHECK(holdings->front().price == 0);
}

TEST_CASE("one position that cannot be read is enough not to know the account") {
  CHECK(holdings_in(json::array())->empty());
  CHECK(!holdings_in(json::object()));
  CHECK(!holdings_in(nullptr));
  CHECK(!holdings_in(json::array({1})));
  json nameless = position;
  nameless.erase("symbol");
  CHECK(holdings_in(json::array({position, nameless})).error() == "a position without a symbol");
  CHECK(holdings_in(json::array({with(position, "qty", "NaN")})).error() ==
        "no quantity in AAPL's position");
  with_each_field_broken(position, [](const json& body) {
    const auto holdings = holdings_in(json::array({body}));
    if (!holdings) return;
    for (const AccountPosition& holding : *holdings) {
      CHECK(!holding.symbol.empty());
      CHECK(holding.quantity != Quantity{});
      CHECK(std::isfinite(holding.price + holding.entry_price + holding.profit));
    }
  });
}
