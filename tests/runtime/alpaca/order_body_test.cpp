#include "runtime/alpaca/order_body.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <random>
#include <string>

using namespace stratgen;
using nlohmann::json;

namespace {

constexpr Quantity stock_steps = {};

OrderRequest order_for(const char* symbol) {
  return {.client_order_id = "sg-1", .symbol = symbol, .quantity = {1'500'000'000}};
}

json body_of(const OrderRequest& order, Quantity price_step = stock_steps) {
  const auto body = order_body(order, price_step);
  REQUIRE(body);
  return json::parse(*body);
}

std::string buy(double price) { return price_text(price, OrderSide::Buy, stock_steps); }
std::string sell(double price) { return price_text(price, OrderSide::Sell, stock_steps); }

}  // namespace

TEST_CASE("prices are cents from one dollar on and hundredths of a cent below") {
  CHECK(buy(100) == "100");
  CHECK(buy(10.05) == "10.05");
  CHECK(sell(10.05) == "10.05");
  CHECK(buy(0.1234) == "0.1234");
  CHECK(sell(0.1234) == "0.1234");
  CHECK(buy(1) == "1");
}

TEST_CASE("a limit is rounded to our side") {
  CHECK(buy(10.059) == "10.05");
  CHECK(sell(10.051) == "10.06");
  CHECK(buy(0.12349) == "0.1234");
  CHECK(sell(0.12341) == "0.1235");
  CHECK(buy(0.99999) == "0.9999");
  CHECK(sell(0.99999) == "1");
  CHECK(buy(1.009) == "1");
  CHECK(price_text(60000.3, OrderSide::Buy, {500'000'000}) == "60000");
  CHECK(price_text(60000.3, OrderSide::Sell, {500'000'000}) == "60000.5");
  CHECK(price_text(0.000012345, OrderSide::Buy, {1}) == "0.000012345");
}

TEST_CASE(
    "a decimal price is sent as it is, and no other is worse for us or more than a step off") {
  std::mt19937_64 random(20261122);
  for (int i = 0; i < 20'000; ++i) {
    const auto cents = static_cast<std::int64_t>(100 + random() % 100'000'000);
    const double price = static_cast<double>(cents) / 100;
    const std::string text = to_text({cents * 10'000'000});
    REQUIRE(buy(price) == text);
    REQUIRE(sell(price) == text);
    const double odd = price + static_cast<double>(random() % 1000) * 1e-5;
    REQUIRE(std::stod(buy(odd)) <= odd + 1e-8);
    REQUIRE(std::stod(buy(odd)) > odd - 0.01);
    REQUIRE(std::stod(sell(odd)) >= odd - 1e-8);
    REQUIRE(std::stod(sell(odd)) < odd + 0.01);
  }
}

TEST_CASE("what is not a price has no text") {
  for (const double price :
       {0.0, -1.0, 0.00001, 1e10, 1e300, std::nan(""), std::numeric_limits<double>::infinity()}) {
    CAPTURE(price);
    CHECK(buy(price).empty());
  }
}

TEST_CASE("a market order is sent in decimal strings") {
  CHECK(body_of(order_for("BRK-B")) == json{{"symbol", "BRK.B"},
                                            {"qty", "1.5"},
                                            {"side", "buy"},
                                            {"type", "market"},
                                            {"time_in_force", "day"},
                                            {"client_order_id", "sg-1"}});
}

TEST_CASE("a limit order has its price") {
  OrderRequest order = order_for("AAPL");
  order.side = OrderSide::Sell;
  order.kind = OrderKind::Limit;
  order.in_force = TimeInForce::Gtc;
  order.limit_price = 195.501;
  const json body = body_of(order);
  CHECK(body["side"] == "sell");
  CHECK(body["type"] == "limit");
  CHECK(body["limit_price"] == "195.51");
  CHECK(body["time_in_force"] == "gtc");
}

TEST_CASE("crypto knows no day and has prices in steps of its own") {
  OrderRequest order = order_for("BTC-USD");
  order.kind = OrderKind::Limit;
  order.limit_price = 60000.3;
  const json body = body_of(order, {500'000'000});
  CHECK(body["symbol"] == "BTC/USD");
  CHECK(body["time_in_force"] == "gtc");
  CHECK(body["limit_price"] == "60000");
}

TEST_CASE("exits are a bracket, one alone is an order that triggers another") {
  OrderRequest order = order_for("AAPL");
  order.stop_loss = 90.001;
  order.take_profit = 120.001;
  json body = body_of(order);
  CHECK(body["order_class"] == "bracket");
  CHECK(body["stop_loss"] == json{{"stop_price", "90.01"}});  // exits of a purchase are sales
  CHECK(body["take_profit"] == json{{"limit_price", "120.01"}});
  order.take_profit = 0;
  body = body_of(order);
  CHECK(body["order_class"] == "oto");
  CHECK(!body.contains("take_profit"));
  order.side = OrderSide::Sell;
  CHECK(body_of(order)["stop_loss"] == json{{"stop_price", "90"}});
}

TEST_CASE("what cannot be an order is not sent") {
  const auto why = [](const auto& change) {
    OrderRequest order = order_for("AAPL");
    change(order);
    const auto body = order_body(order, stock_steps);
    REQUIRE(!body);
    return body.error();
  };
  CHECK(why([](OrderRequest& order) { order.client_order_id = ""; }) ==
        "an order has an id of 1 to 128 characters");
  CHECK(why([](OrderRequest& order) { order.client_order_id = std::string(129, 'x'); }) ==
        "an order has an id of 1 to 128 characters");
  CHECK(why([](OrderRequest& order) { order.symbol = ""; }) == "an order without a symbol");
  CHECK(why([](OrderRequest& order) { order.quantity = {}; }) == "a quantity that is not above 0");
  CHECK(why([](OrderRequest& order) { order.quantity = {-1}; }) ==
        "a quantity that is not above 0");
  CHECK(why([](OrderRequest& order) { order.kind = OrderKind::Limit; }) ==
        "a limit price that is not a price");
  CHECK(why([](OrderRequest& order) { order.stop_loss = std::nan(""); }) ==
        "an exit's price is not a price");
  CHECK(why([](OrderRequest& order) { order.take_profit = -1; }) ==
        "an exit's price is not a price");
  CHECK(why([](OrderRequest& order) {
          order.symbol = "BTC-USD";
          order.stop_loss = 5;
        }) == "crypto has no exits at the broker");
}

TEST_CASE("whatever a symbol holds is JSON") {
  OrderRequest order = order_for("A\"\\\n\xff");
  CHECK(body_of(order)["symbol"].get<std::string>().starts_with("A\"\\\n"));
}
