// The whole account against a stand-in that keeps one, through every kind of fault.
#include "tests/runtime/alpaca/standin.hpp"

#include "runtime/alpaca/alpaca_brokerage.hpp"
#include "runtime/base/file.hpp"
#include "tests/runtime/http/fake_clock.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

using namespace stratgen;
using nlohmann::json;
using Outcome = Submission::Outcome;

namespace {

json scenario_with(const json& faults) {
  const json few_bars = {{"start", "2025-02-03"}, {"count", 20}, {"price", 100}, {"vol", 0.01}};
  return {{"seed", 7},
          {"connection_close", true},  // kept open, each answer waits for a delayed ACK
          {"keys",
           {{"alpaca_id", "PKTESTABCDEFGHIJKLMN"},
            {"alpaca_secret", "alpacasecret0123456789abcdefghijklmnopqr"}}},
          {"clock", {{"now", "2025-03-03T15:00:00Z"}, {"advance_s_per_request", 1}}},
          {"alpaca",
           {{"cash", "100000"},
            {"shorting_enabled", true},
            {"rate_limit_per_min", 1'000'000},
            {"prices", {{"AAPL", 200}, {"BRK.B", 500}, {"MSFT", 400}, {"BTC/USD", 60000}}},
            {"assets",
             {{"DEAD", {{"status", "inactive"}, {"tradable", false}}},
              {"WHOLE", {{"fractionable", false}, {"easy_to_borrow", false}}}}},
            {"positions", {{"MSFT", {{"qty", "5"}, {"avg_entry_price", "380"}}}}},
            {"fills",
             {{{"client_order_id", "^sg-aapl$"},
               {"steps", {{{"frac", 0.4}}, {{"wait", 1}}, {{"frac", 0.6}}}}},
              {{"client_order_id", "^sg-rejected$"}, {"steps", {{{"status", "rejected"}}}}}}}}},
          {"bars", {{"AAPL", few_bars}, {"BRK.B", few_bars}, {"BTC/USD", few_bars}}},
          {"faults", faults}};
}

struct Trading {
  explicit Trading(const json& faults) : standin(scenario_with(faults)) {}

  // Until it is known what became of the order: what whoever trades does.
  Submission place(const OrderRequest& order) {
    for (int i = 0; i < 20; ++i) {
      Submission submission = broker.submit(order);
      if (submission.outcome == Outcome::Unknown || submission.outcome == Outcome::Duplicate) {
        const auto found = broker.find_order(order.client_order_id);
        REQUIRE(found);
        if (*found) return {.outcome = Outcome::Accepted, .order = **found};
        CHECK(submission.outcome == Outcome::Unknown);
      } else if (submission.outcome != Outcome::Later) {
        return submission;
      }
    }
    FAIL("no end");
    return {};
  }

  AccountOrder find(std::string_view client_order_id) {
    const auto order = broker.find_order(client_order_id);
    REQUIRE(order);
    REQUIRE(*order);
    return **order;
  }

  Standin standin;
  std::atomic<bool> interrupted = false;
  FakeClock clock;
  AlpacaBrokerage broker{standin.access(), interrupted, 1, clock.clock()};
};

OrderRequest market(const char* id, const char* symbol, OrderSide side, const char* quantity) {
  return {.client_order_id = id,
          .symbol = symbol,
          .side = side,
          .quantity = parse_quantity(quantity).value()};
}

OrderRequest limit(OrderRequest order, double price) {
  order.kind = OrderKind::Limit;
  order.in_force = TimeInForce::Gtc;
  order.limit_price = price;
  return order;
}

void look_around(AlpacaBrokerage& broker) {
  const auto account = broker.account();
  REQUIRE(account);
  CHECK(account->equity == 102'000);  // 100,000 and 5 * 400
  CHECK(account->cash == 100'000);
  CHECK(account->shorting);
  CHECK(account->blocked.empty());
  const auto holdings = broker.holdings();
  REQUIRE(holdings);
  REQUIRE(holdings->size() == 1);
  CHECK(holdings->front().quantity == shares(5));
  const auto clock = broker.clock();
  REQUIRE(clock);
  CHECK(clock->is_open);
  CHECK(clock->next_close == 1741035600);  // 2025-03-03 21:00 UTC
  CHECK(broker.open_orders()->empty());
}

void look_at_assets(AlpacaBrokerage& broker) {
  CHECK(broker.asset("BRK-B").value()->symbol == "BRK-B");
  CHECK(broker.asset("DEAD").value()->reason == "inactive");
  CHECK(!broker.asset("WHOLE").value()->fractionable);
  CHECK(!broker.asset("WHOLE").value()->shortable);
  CHECK(broker.asset("BTC-USD").value()->least == parse_quantity("0.0001"));
  CHECK(broker.asset("NOPE").value() == std::nullopt);
  const auto prices = broker.last_prices({"AAPL", "BRK-B", "NOPE", "BTC-USD"});
  REQUIRE(prices);
  CHECK(prices->size() == 3);
}

void send_orders(Trading& trading) {
  const auto sent = [&](const OrderRequest& order) { return trading.place(order).outcome; };
  using Side = OrderSide;
  CHECK(sent(market("sg-aapl", "AAPL", Side::Buy, "10")) == Outcome::Accepted);
  CHECK(sent(limit(market("sg-brk", "BRK-B", Side::Buy, "1"), 500.019)) == Outcome::Accepted);
  CHECK(sent(market("sg-msft", "MSFT", Side::Sell, "2")) == Outcome::Accepted);
  CHECK(sent(limit(market("sg-btc", "BTC-USD", Side::Buy, "0.01"), 60000.009)) ==
        Outcome::Accepted);
  CHECK(sent(market("sg-rich", "AAPL", Side::Buy, "1000000")) == Outcome::Refused);
  OrderRequest bracket = market("sg-bracket", "BRK-B", Side::Buy, "1");
  bracket.stop_loss = 450.005;
  bracket.take_profit = 600;
  CHECK(sent(bracket) == Outcome::Accepted);
  CHECK(sent(market("sg-rejected", "AAPL", Side::Buy, "1")) == Outcome::Accepted);
}

// Every read takes the orders one step on.
void wait_for_fills(Trading& trading) {
  for (int i = 0; i < 20; ++i) {
    const auto open = trading.broker.open_orders();
    REQUIRE(open);
    if (open->empty()) return;
  }
  FAIL("no end");
}

void cancel_one(Trading& trading) {
  CHECK(trading.place(limit(market("sg-low", "AAPL", OrderSide::Buy, "1"), 1.5)).outcome ==
        Outcome::Accepted);
  const std::string id = trading.find("sg-low").id;
  CHECK(trading.broker.open_orders()->size() == 1);
  for (int i = 0; i < 3; ++i) CHECK(trading.broker.cancel(id));
  CHECK(trading.broker.cancel(trading.find("sg-aapl").id));  // is filled
  CHECK(trading.broker.cancel("00000000-0000-0000-0000-000000000000"));
  CHECK(trading.find("sg-low").status == "canceled");
}

void look_back(Trading& trading) {
  CHECK(trading.find("sg-aapl").status == "filled");
  CHECK(trading.find("sg-aapl").filled == shares(10));
  CHECK(trading.find("sg-aapl").filled_price == 200);
  CHECK(trading.find("sg-btc").symbol == "BTC-USD");
  CHECK(trading.find("sg-rejected").status == "rejected");
  const auto orders = trading.broker.orders_since(1741014000);  // 2025-03-03 15:00 UTC
  REQUIRE(orders);
  CHECK(orders->size() == 7);
  CHECK(trading.broker.orders_since(1741014000 + 86400)->empty());

  std::map<std::string, Quantity> held = {{"MSFT", shares(5)}};
  const auto fills = trading.broker.fills_since(1741014000);
  REQUIRE(fills);
  CHECK(fills->size() == 6);  // sg-aapl in two parts
  CHECK(trading.broker.cash_flows_since(1741014000).value().empty());
  CHECK(trading.broker.exits_of(trading.find("sg-aapl").id).value().empty());
  for (const Fill& fill : *fills) held[fill.symbol] += signed_quantity(fill.side, fill.quantity);
  const auto told = trading.broker.holdings();
  REQUIRE(told);
  std::map<std::string, Quantity> holdings;
  for (const AccountPosition& holding : *told) {
    holdings[holding.symbol] = holding.quantity;
  }
  CHECK(holdings == std::map<std::string, Quantity>{{"AAPL", shares(10)},
                                                    {"BRK-B", shares(2)},
                                                    {"BTC-USD", {10'000'000}},
                                                    {"MSFT", shares(3)}});
  CHECK(held == holdings);
}

// No request breaks a rule of the service or of its own description of its requests.
void check_requests(const Standin& standin) {
  const Ran rules = run_python({STRATGEN_APIS_DIR "/standin.py", "check", standin.log()});
  CHECK(rules.exit_code == 0);
  CHECK(rules.out.find(" 0 errors,") != std::string::npos);
  const std::string script = "tests/runtime/alpaca/openapi_check.py";
  const std::string specs = STRATGEN_APIS_DIR "/specs";
  const Ran described = run_python({script, specs, standin.log()});
  INFO(described.out);
  CHECK(described.exit_code == 0);
}

void trade_through(const json& faults) {
  Trading trading(faults);
  look_around(trading.broker);
  look_at_assets(trading.broker);
  send_orders(trading);
  wait_for_fills(trading);
  cancel_one(trading);
  look_back(trading);
  CHECK(trading.standin.state()["orders"].size() == 7);  // not one twice
  check_requests(trading.standin);
}

}  // namespace

TEST_CASE("an account is looked at and traded") { trade_through(json::array()); }

TEST_CASE("no kind of fault loses or doubles an order") {
  for (const char* text : {R"({"type": "status", "status": 429, "retry_after": 1})",
                           R"({"type": "status", "status": 429})",
                           R"({"type": "status", "status": 503})",
                           R"({"type": "status", "status": 503, "apply": true})",
                           R"({"type": "status", "status": 500})",
                           R"({"type": "status", "status": 500, "apply": true})",
                           R"({"type": "status", "status": 504, "apply": true})",
                           R"({"type": "html"})",
                           R"({"type": "html", "apply": true})",
                           R"({"type": "html", "status": 200})",
                           R"({"type": "redirect"})",
                           R"({"type": "redirect", "apply": true})",
                           R"({"type": "reset"})",
                           R"({"type": "reset", "apply": true})",
                           R"({"type": "mid_reset", "bytes": 20})",
                           R"({"type": "close"})",
                           R"({"type": "close", "apply": true})",
                           R"({"type": "truncate", "bytes": 20})",
                           R"({"type": "empty"})",
                           R"({"type": "empty", "status": 502})",
                           R"({"type": "invalid_json", "mode": "cut"})",
                           R"({"type": "invalid_json", "mode": "trailing"})",
                           R"({"type": "invalid_json", "mode": "bom"})",
                           R"({"type": "invalid_json", "mode": "utf8"})",
                           R"({"type": "invalid_json", "mode": "single_quotes"})",
                           R"({"type": "gzip"})",
                           R"({"type": "content_type", "value": "text/html"})",
                           R"({"type": "drip", "bytes": 500, "ms": 1})",
                           R"({"type": "huge", "bytes": 17000000})"}) {
    CAPTURE(std::string(text));
    const json fault = json::parse(text);
    trade_through({{{"service", "alpaca"}, {"every", 3}, {"fault", fault}},
                   {{"service", "alpaca-data"}, {"every", 2}, {"fault", fault}}});
    trade_through({{{"method", "POST"}, {"nth", {1, 3, 4, 7, 8}}, {"fault", fault}}});
  }
}

TEST_CASE("what cannot be traded is refused, and so is what the account does not pay for") {
  Trading trading(json::array());
  const auto why = [&](const char* id, const char* symbol, const char* quantity) {
    const Submission submission = trading.place(market(id, symbol, OrderSide::Buy, quantity));
    CHECK(submission.outcome == Outcome::Refused);
    return submission.why;
  };
  CHECK(why("sg-1", "NOPE", "1") == "422: asset \"NOPE\" not found");
  CHECK(why("sg-2", "DEAD", "1") == "422: asset DEAD is not active");
  CHECK(why("sg-3", "AAPL", "1000000") == "403: insufficient buying power");
  CHECK(trading.broker.submit(market("sg-4", "MSFT", OrderSide::Sell, "1")).outcome ==
        Outcome::Accepted);
  CHECK(why("sg-5", "MSFT", "1") == "403: potential wash trade detected. use complex orders");
  CHECK(trading.broker.find_order("sg-1").value() == std::nullopt);
}

TEST_CASE("wrong keys are an error, and not repeated") {
  Trading trading(json::array());
  AlpacaAccess access = trading.standin.access();
  access.secret = "anothersecret0123456789abcdefghijklmnopqr";
  AlpacaBrokerage broker(access, trading.interrupted, 1, trading.clock.clock());
  CHECK(broker.account().error().message.starts_with("alpaca: 401: unauthorized; look at APCA_"));
  CHECK(broker.last_prices({"AAPL"}).error().message == "alpaca data: 403: forbidden.");
  const Submission submission = broker.submit(market("sg-1", "AAPL", OrderSide::Buy, "1"));
  CHECK(submission.outcome == Outcome::Closed);
  CHECK(submission.why.starts_with("401: unauthorized;"));
}

TEST_CASE("the check of requests finds what the description does not know") {
  const json good = {{"service", "alpaca"},
                     {"method", "POST"},
                     {"path", "/alpaca/v2/orders"},
                     {"query", json::object()},
                     {"body",
                      {{"symbol", "AAPL"},
                       {"qty", "1"},
                       {"side", "buy"},
                       {"type", "market"},
                       {"time_in_force", "day"}}}};
  const auto exit_code_of = [](const json& record) {
    Standin standin(json::object());
    REQUIRE(write_file(standin.log(), record.dump() + "\n"));
    return run_python(
               {"tests/runtime/alpaca/openapi_check.py", STRATGEN_APIS_DIR "/specs", standin.log()})
        .exit_code;
  };
  CHECK(exit_code_of(good) == 0);
  for (const char* patch :
       {R"({"path": "/alpaca/v2/order"})", R"({"method": "PUT"})", R"({"query": {"x": "1"}})",
        R"({"body": {"qty": 1}})", R"({"body": {"quantity": "1"}})", R"({"body": {"type": null}})",
        R"({"body": {"side": "hold"}})", R"({"body": {"take_profit": {"price": "1"}}})",
        R"({"method": "GET", "body": null, "query": {"limit": "many"}})"}) {
    CAPTURE(patch);
    json bad = good;
    bad.merge_patch(json::parse(patch));
    CHECK(exit_code_of(bad) == 1);
  }
}
