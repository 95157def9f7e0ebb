#include "runtime/alpaca/activity_answers.hpp"

#include "tests/runtime/alpaca/hostile_values.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace stratgen;
using nlohmann::json;

namespace {

const json fill = {
    {"activity_type", "FILL"}, {"id", "20231212223124577::a"},
    {"order_id", "7b08df51"},  {"symbol", "AAPL"},
    {"side", "sell_short"},    {"qty", "4"},
    {"price", "195.5"},        {"transaction_time", "2023-12-12T22:31:24.577215743Z"}};

const json withdrawal = {{"id", "20231212000000000::c1"},
                         {"activity_type", "CSW"},
                         {"activity_sub_type", nullptr},
                         {"date", "2023-12-12"},
                         {"created_at", "2023-12-12T22:31:24.577215743Z"},
                         {"net_amount", "-5000.25"},
                         {"description", "a withdrawal"},
                         {"status", "executed"}};

json with(json body, const char* name, const json& value) {
  body[name] = value;
  return body;
}

// 2023-12-12 is day 19703 since 1970; 22:31:24 is second 81084 of it.
constexpr std::int64_t midnight = 19703LL * 86400;
constexpr std::int64_t submitted = midnight + 81084;

}  // namespace

TEST_CASE("fills are read, and other activities are not fills") {
  const auto page =
      fills_in(json::array({fill, with(with(fill, "id", "fee"), "activity_type", "FEE")}));
  REQUIRE(page);
  CHECK(page->rows == 2);
  CHECK(page->last == "fee");
  REQUIRE(page->fills.size() == 1);
  const Fill& read = page->fills.front();
  CHECK(read.id == "20231212223124577::a");
  CHECK(read.order_id == "7b08df51");
  CHECK(read.symbol == "AAPL");
  CHECK(read.side == OrderSide::Sell);
  CHECK(read.quantity == shares(4));
  CHECK(read.price == 195.5);
  CHECK(read.time == submitted);
}

TEST_CASE("a fill that lacks something cannot be read") {
  for (const char* name :
       {"id", "order_id", "symbol", "side", "qty", "price", "transaction_time"}) {
    json broken = fill;
    broken.erase(name);
    CAPTURE(name);
    CHECK(!fills_in(json::array({broken})));
  }
  CHECK(!fills_in(json::object()));
  CHECK(!fills_in(json::array({with(fill, "qty", "0")})));
  with_each_field_broken(fill, [](const json& body) {
    const auto page = fills_in(json::array({body}));
    if (!page) return;
    for (const Fill& read : page->fills) {
      CHECK(read.quantity > Quantity{});
      CHECK(std::isfinite(read.price));
    }
  });
}

TEST_CASE("deposits, withdrawals and fees are read, and what was taken back is not") {
  json fee = with(with(withdrawal, "activity_type", "FEE"), "id", "fee");
  fee["net_amount"] = "-0.05";
  fee["created_at"] = nullptr;
  fee["date"] = "2023-12-12T00:00:00Z";
  const json dividend = with(with(withdrawal, "activity_type", "DIV"), "id", "dividend");
  const json back = with(with(withdrawal, "status", "canceled"), "id", "back");
  json coins = with(with(fee, "activity_type", "CFEE"), "id", "coins");
  coins["net_amount"] = "0";
  coins["qty"] = "-0.0005";
  coins["price"] = "40000";
  const auto page =
      cash_flows_in(json::array({withdrawal, fee, fill, dividend, back, coins,
                                 with(with(withdrawal, "activity_type", "CSD"), "id", "in")}));
  REQUIRE(page);
  CHECK(page->rows == 7);
  CHECK(page->last == "in");
  REQUIRE(page->flows.size() == 4);
  CHECK(page->flows[0].kind == CashFlow::Kind::Transfer);
  CHECK(page->flows[0].amount == -5000.25);
  CHECK(page->flows[0].time == submitted);
  CHECK(page->flows[1].kind == CashFlow::Kind::Fee);
  CHECK(page->flows[1].amount == -0.05);
  CHECK(page->flows[1].time == midnight + 5 * 3600);  // New York's midnight, in winter
  CHECK(page->flows[2].amount == doctest::Approx(-20));
  CHECK(page->flows[3].id == "in");
}

TEST_CASE("a transfer without an amount or a time cannot be read") {
  for (const char* name : {"id", "net_amount"}) {
    json broken = withdrawal;
    broken.erase(name);
    CAPTURE(name);
    CHECK(!cash_flows_in(json::array({broken})));
  }
  json undated = withdrawal;
  undated.erase("created_at");
  CHECK(cash_flows_in(json::array({undated})));
  undated.erase("date");
  CHECK(!cash_flows_in(json::array({undated})));
  CHECK(!cash_flows_in(json::object()));
  with_each_field_broken(withdrawal, [](const json& body) {
    const auto page = cash_flows_in(json::array({body}));
    if (!page) return;
    for (const CashFlow& flow : page->flows) CHECK(std::isfinite(flow.amount));
  });
}
