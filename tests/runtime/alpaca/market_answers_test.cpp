#include "runtime/alpaca/market_answers.hpp"

#include "tests/runtime/alpaca/hostile_values.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace stratgen;
using nlohmann::json;

namespace {

const json stock = {{"symbol", "BRK.B"},      {"class", "us_equity"}, {"status", "active"},
                    {"tradable", true},       {"fractionable", true}, {"shortable", true},
                    {"easy_to_borrow", true}, {"marginable", true}};
const json bitcoin = {{"symbol", "BTC/USD"},
                      {"class", "crypto"},
                      {"status", "active"},
                      {"tradable", true},
                      {"fractionable", true},
                      {"shortable", false},
                      {"easy_to_borrow", false},
                      {"min_order_size", "0.000012345"},
                      {"min_trade_increment", "0.0001"},
                      {"price_increment", "0.5"}};
const json clock_body = {{"timestamp", "2025-06-24T14:15:22.25-04:00"},
                         {"is_open", true},
                         {"next_open", "2025-06-25T09:30:00-04:00"},
                         {"next_close", "2025-06-24T16:00:00-04:00"}};

json with(json body, const char* name, const json& value) {
  body[name] = value;
  return body;
}

Asset asset_of(const json& body) {
  const auto told = asset_in(body);
  REQUIRE(told);
  return told->asset;
}

}  // namespace

TEST_CASE("a stock is read") {
  const Asset asset = asset_of(stock);
  CHECK(asset.symbol == "BRK-B");
  CHECK(asset.tradable);
  CHECK(asset.fractionable);
  CHECK(asset.shortable);
  CHECK(!asset.crypto);
  CHECK(asset.least == Quantity{});
  CHECK(asset.step == Quantity{1});
  CHECK(asset.reason.empty());
  CHECK(asset_in(stock)->price_step == Quantity{});
}

TEST_CASE("a pair has steps of its own") {
  const auto told = asset_in(bitcoin);
  REQUIRE(told);
  CHECK(told->asset.symbol == "BTC-USD");
  CHECK(told->asset.crypto);
  CHECK(!told->asset.shortable);
  CHECK(told->asset.least == Quantity{12'345});
  CHECK(told->asset.step == Quantity{100'000});
  CHECK(told->price_step == Quantity{500'000'000});
}

TEST_CASE("an asset that cannot be traded says why") {
  CHECK(asset_of(with(stock, "status", "inactive")).reason == "inactive");
  CHECK(!asset_of(with(stock, "status", "inactive")).tradable);
  CHECK(asset_of(with(stock, "tradable", false)).reason == "not tradable");
  CHECK(!asset_of(with(stock, "tradable", false)).tradable);
}

TEST_CASE("only what is easy to borrow may be sold short") {
  CHECK(!asset_of(with(stock, "easy_to_borrow", false)).shortable);
  CHECK(!asset_of(with(stock, "shortable", false)).shortable);
  CHECK(!asset_of(with(stock, "borrow_status", "hard_to_borrow")).shortable);
  json renamed = with(stock, "borrow_status", "easy_to_borrow");
  renamed.erase("easy_to_borrow");
  CHECK(asset_of(renamed).shortable);
}

TEST_CASE("whatever a field holds, an asset is sound or cannot be read") {
  for (const json& body : {stock, bitcoin}) {
    with_each_field_broken(body, [](const json& broken) {
      const auto told = asset_in(broken);
      if (!told) return;
      CHECK(!told->asset.symbol.empty());
      CHECK(told->asset.step > Quantity{});
      CHECK(told->asset.least >= Quantity{});
      CHECK(told->asset.tradable == told->asset.reason.empty());
    });
  }
  CHECK(!asset_in(json::array()));
}

TEST_CASE("the clock is read with its offsets") {
  const auto clock = clock_in(clock_body);
  REQUIRE(clock);
  // 2025-06-24 is day 20263 since 1970; New York is 4 hours behind.
  constexpr std::int64_t day = 20263LL * 86400;
  CHECK(clock->now == day + 18 * 3600 + 15 * 60 + 22);
  CHECK(clock->is_open);
  CHECK(clock->next_close == day + 20 * 3600);
  CHECK(clock->next_open == day + 86400 + 13 * 3600 + 30 * 60);
}

TEST_CASE("a clock that lacks something cannot be read") {
  for (const auto& [name, value] : clock_body.items()) {
    json broken = clock_body;
    broken.erase(name);
    CHECK(!clock_in(broken));
  }
  CHECK(!clock_in(with(clock_body, "is_open", "true")));
  CHECK(!clock_in(with(clock_body, "timestamp", "2025-06-24T14:15:22")));
  CHECK(!clock_in(json::array()));
}

TEST_CASE("prices are those of the newest bars") {
  const auto prices = prices_in({{"bars",
                                  {{"AAPL", {{"c", 195.25}, {"o", 1}}},
                                   {"BTC/USD", {{"c", "60000.5"}}},
                                   {"ZERO", {{"c", 0}}},
                                   {"LESS", {{"c", -1}}},
                                   {"TEXT", {{"c", "NaN"}}},
                                   {"NONE", nullptr},
                                   {"LIST", json::array()}}}});
  REQUIRE(prices);
  CHECK(*prices == std::map<std::string, double>{{"AAPL", 195.25}, {"BTC/USD", 60000.5}});
  CHECK(prices_in({{"bars", json::object()}})->empty());
  for (const json& body : {json(nullptr), json::array(), json::object(), json{{"bars", nullptr}},
                           json{{"bars", json::array({1})}}}) {
    CHECK(!prices_in(body));
  }
}
