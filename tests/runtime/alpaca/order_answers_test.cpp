#include "runtime/alpaca/order_answers.hpp"

#include "tests/runtime/alpaca/hostile_values.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace stratgen;
using nlohmann::json;

namespace {

const json whole = {{"id", "7b08df51-c1ac-453c-99f9-323a5f075f0d"},
                    {"client_order_id", "sg-5680c4bc"},
                    {"symbol", "AAPL"},
                    {"asset_class", "us_equity"},
                    {"side", "buy"},
                    {"qty", "10"},
                    {"notional", nullptr},
                    {"filled_qty", "4"},
                    {"filled_avg_price", "195.5"},
                    {"status", "partially_filled"},
                    {"order_class", ""},
                    {"type", "market"},
                    {"created_at", "2023-12-12T22:31:20Z"},
                    {"submitted_at", "2023-12-12T22:31:24.577215743Z"},
                    {"legs", nullptr}};

json with(json body, const char* name, const json& value) {
  body[name] = value;
  return body;
}

// 2023-12-12 is day 19703 since 1970; 22:31:24 is second 81084 of it.
constexpr std::int64_t submitted = 19703LL * 86400 + 81084;

}  // namespace

TEST_CASE("an order is read") {
  const auto order = order_in(whole);
  REQUIRE(order);
  CHECK(order->id == "7b08df51-c1ac-453c-99f9-323a5f075f0d");
  CHECK(order->client_order_id == "sg-5680c4bc");
  CHECK(order->symbol == "AAPL");
  CHECK(order->side == OrderSide::Buy);
  CHECK(order->quantity == shares(10));
  CHECK(order->filled == shares(4));
  CHECK(order->filled_price == 195.5);
  CHECK(order->status == "partially_filled");
  CHECK(order->open);
  CHECK(!order->leg);
  CHECK(order->submitted == submitted);
}

TEST_CASE("only five statuses are final, and a status nobody knows is open") {
  for (const char* status : {"filled", "canceled", "expired", "replaced", "rejected"}) {
    CHECK(!order_in(with(whole, "status", status))->open);
  }
  for (const char* status :
       {"new", "partially_filled", "done_for_day", "pending_cancel", "pending_replace", "accepted",
        "pending_new", "accepted_for_bidding", "stopped", "suspended", "calculated", "held",
        "cancelled", "quantum_superposed"}) {
    CHECK(order_in(with(whole, "status", status))->open);
  }
}

TEST_CASE("what was filled before the end counts") {
  const auto order = order_in(with(whole, "status", "canceled"));
  CHECK(!order->open);
  CHECK(order->filled == shares(4));
}

TEST_CASE("an order of an amount of money has the quantity that is filled") {
  const auto order = order_in(
      with(with(with(whole, "qty", nullptr), "notional", "100"), "filled_qty", "0.512820512"));
  REQUIRE(order);
  CHECK(order->quantity == Quantity{512'820'512});
  CHECK(order->filled == Quantity{512'820'512});
}

TEST_CASE("before the first fill there is no price") {
  const auto order =
      order_in(with(with(whole, "filled_avg_price", nullptr), "filled_qty", nullptr));
  CHECK(order->filled == Quantity{});
  CHECK(order->filled_price == 0);
  CHECK(order_in(with(with(whole, "filled_qty", nullptr), "status", "filled"))->filled ==
        shares(10));
}

TEST_CASE("an order that is not sent on yet has the time it was made") {
  CHECK(order_in(with(whole, "submitted_at", nullptr))->submitted == submitted - 4);
}

TEST_CASE("crypto has the workspace's symbol") {
  CHECK(order_in(with(whole, "symbol", "ETH/USD"))->symbol == "ETH-USD");
  CHECK(order_in(with(with(whole, "symbol", "OPUSD"), "asset_class", "crypto"))->symbol ==
        "OP-USD");
}

TEST_CASE("exits nested in their entry come behind it as legs") {
  json target = with(with(with(whole, "id", "t"), "side", "sell"), "status", "held");
  json stop = with(with(target, "id", "s"), "type", "stop");
  const json entry =
      with(with(whole, "order_class", "bracket"), "legs", json::array({target, stop}));
  const auto page = orders_in(json::array({entry, with(whole, "id", "other")}));
  REQUIRE(page);
  REQUIRE(page->orders.size() == 4);
  CHECK(page->rows == 2);
  CHECK(page->submitted == submitted);
  CHECK(!page->orders[0].leg);
  CHECK(page->orders[1].leg);
  CHECK(page->orders[1].id == "t");
  CHECK(page->orders[2].leg);
  CHECK(!page->orders[3].leg);
}

TEST_CASE("the exits of an order are those nested in it, with their fills and times") {
  json stop = with(with(with(whole, "id", "s"), "side", "sell"), "type", "stop");
  stop["filled_at"] = "2023-12-12T22:31:24.577215743Z";
  json target = with(with(stop, "id", "t"), "filled_qty", "0");
  const json entry =
      with(with(whole, "order_class", "bracket"), "legs", json::array({target, stop}));
  CHECK(order_in(entry)->has_exits);
  CHECK(!order_in(whole)->has_exits);
  const auto exits = exits_in(entry);
  REQUIRE(exits);
  REQUIRE(exits->size() == 2);
  CHECK(exits->at(0).leg);
  CHECK(exits->at(0).filled_at == 0);
  CHECK(exits->at(1).filled == shares(4));
  CHECK(exits->at(1).filled_at == submitted);
  CHECK(!exits->at(1).has_exits);
  // A part that was filled has no time of its own.
  stop["filled_at"] = nullptr;
  stop["updated_at"] = "2023-12-12T22:31:25Z";
  CHECK(exits_in(with(entry, "legs", json::array({stop})))->at(0).filled_at == submitted + 1);
  CHECK(exits_in(whole)->empty());
  CHECK(!exits_in(with(entry, "legs", json::array({{{"id", "x"}}}))));
}

TEST_CASE("exits in a flat list are known by what they do") {
  const auto is_leg = [](const char* order_class, const json& intent, const char* type) {
    json row = with(with(whole, "order_class", order_class), "type", type);
    row["position_intent"] = intent;
    return order_in(row)->leg;
  };
  CHECK(is_leg("bracket", "sell_to_close", "limit"));
  CHECK(is_leg("oto", "buy_to_close", "stop"));
  CHECK(is_leg("bracket", nullptr, "stop"));
  CHECK(is_leg("oco", "sell_to_close", "limit"));
  CHECK(!is_leg("bracket", "buy_to_open", "limit"));
  CHECK(!is_leg("bracket", nullptr, "market"));
  CHECK(!is_leg("", "sell_to_close", "stop"));
  CHECK(!is_leg("simple", "sell_to_close", "market"));
}

TEST_CASE("orders of several options at once are left out and counted") {
  json options = with(with(whole, "order_class", "mleg"), "symbol", nullptr);
  const auto page = orders_in(json::array({options, whole}));
  REQUIRE(page);
  CHECK(page->orders.size() == 1);
  CHECK(page->rows == 2);
}

TEST_CASE("one order that cannot be read is enough not to know them all") {
  CHECK(orders_in(json::array())->orders.empty());
  CHECK(!orders_in(json::object()));
  CHECK(!orders_in(nullptr));
  CHECK(!orders_in(json::array({whole, "x"})));
  CHECK(!orders_in(json::array({with(whole, "legs", json::array({1}))})));
  for (const char* name : {"id", "symbol", "side", "status", "qty"}) {
    json broken = whole;
    broken.erase(name);
    CAPTURE(name);
    CHECK(!orders_in(json::array({broken})));
  }
}

TEST_CASE("whatever a field holds, an order is sound or cannot be read") {
  with_each_field_broken(whole, [](const json& body) {
    const auto order = order_in(body);
    if (!order) return;
    CHECK(!order->id.empty());
    CHECK(!order->symbol.empty());
    CHECK(!order->status.empty());
    CHECK(order->quantity >= Quantity{});
    CHECK(order->filled >= Quantity{});
    CHECK(std::isfinite(order->filled_price));
  });
}
