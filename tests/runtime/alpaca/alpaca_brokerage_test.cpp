#include "runtime/alpaca/alpaca_brokerage.hpp"

#include "tests/runtime/http/fake_clock.hpp"
#include "tests/runtime/http/loopback_server.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <memory>

using namespace stratgen;
using End = LoopbackAnswer::End;
using Outcome = Submission::Outcome;

namespace {

// An account whose server follows a script, in virtual time.
struct Scripted {
  explicit Scripted(std::vector<LoopbackAnswer> script) : server(std::move(script)) {}
  explicit Scripted(std::function<LoopbackAnswer(const LoopbackRequest&)> answer)
      : server(std::move(answer)) {}

  AlpacaAccess access() const {
    const std::string url = server.url("");
    return {.trading_url = url, .data_url = url, .key = "key", .secret = "secret"};
  }

  std::vector<std::string> asked() const {
    std::vector<std::string> targets;
    for (const LoopbackRequest& request : server.requests()) {
      targets.push_back(request.method + " " + request.target);
    }
    return targets;
  }

  std::atomic<bool> interrupted = false;
  FakeClock clock;
  LoopbackServer server;
  AlpacaBrokerage broker{access(), interrupted, 1, clock.clock()};
};

std::string order_json(std::string_view id, std::string_view client_id,
                       std::string_view submitted = "2025-06-24T00:00:00Z",
                       std::string_view status = "new") {
  return fmt::format(R"({{"id":"{}","client_order_id":"{}","symbol":"AAPL","side":"buy","qty":"1",)"
                     R"("filled_qty":"0","status":"{}","submitted_at":"{}"}})",
                     id, client_id, status, submitted);
}

LoopbackAnswer ok(std::string_view body) { return answer_with(200, body); }
LoopbackAnswer refused(int status, int code, std::string_view message) {
  return answer_with(status, fmt::format(R"({{"code":{},"message":"{}"}})", code, message));
}

constexpr const char* account_json = R"({"id":"a1","status":"ACTIVE","equity":"1000.5"})";
const OrderRequest buy_one{.client_order_id = "sg-1", .symbol = "AAPL", .quantity = shares(1)};

}  // namespace

TEST_CASE("reads are tried again until an answer can be read") {
  Scripted scripted({answer_with(503, "busy"), answer_with(429, "", "Retry-After: 3\r\n"),
                     cut({}, 0, End::Reset), cut(ok(account_json), 90, End::Close),
                     answer_with(302, "", "Location: /elsewhere\r\n"), ok("{\"equity\": NaN}"),
                     ok(account_json)});
  const auto account = scripted.broker.account();
  REQUIRE(account);
  CHECK(account->equity == 1000.5);
  CHECK(scripted.asked() == std::vector<std::string>(7, "GET /v2/account"));
  CHECK(scripted.server.requests()[0].header("APCA-API-KEY-ID") == "key");
  CHECK(scripted.server.requests()[0].header("APCA-API-SECRET-KEY") == "secret");
}

TEST_CASE("what cannot be read at all is an error that says why") {
  const auto message = [](LoopbackAnswer answer) {
    Scripted scripted({std::move(answer)});
    const auto account = scripted.broker.account();
    REQUIRE(!account);
    CHECK(account.error().fault == Fault::Service);
    return account.error().message;
  };
  CHECK(message(ok(R"({"id":"a1","status":"ACTIVE"})")) ==
        "alpaca: an answer that cannot be read: an account that does not say its equity (try 8 "
        "of 8)");
  CHECK(message(ok("<html>")) ==
        "alpaca: an answer that is not what was asked for: a page of HTML (try 8 of 8)");
  CHECK(message(answer_with(401, R"({"message":"unauthorized."})")) ==
        "alpaca: 401: unauthorized; look at APCA_API_KEY_ID and APCA_API_SECRET_KEY: those of "
        "paper trading are others than those for money");
  CHECK(message(answer_with(403, "<html>")) == "alpaca: 403: a page of HTML");
}

TEST_CASE("a read that was refused closes nothing: the next one is asked") {
  Scripted scripted({answer_with(401, ""), ok(account_json)});
  CHECK(!scripted.broker.account());
  CHECK(scripted.broker.account());
}

TEST_CASE("nothing is asked or sent once it is interrupted") {
  Scripted scripted({ok(account_json)});
  scripted.interrupted = true;
  CHECK(scripted.broker.account().error().fault == Fault::Interrupted);
  CHECK(scripted.broker.submit(buy_one).outcome == Outcome::Later);
  CHECK(scripted.asked().empty());
}

TEST_CASE("an order is sent once, whatever comes back") {
  struct Case {
    LoopbackAnswer answer;
    Outcome outcome;
  };
  for (const Case& one :
       {Case{ok(order_json("o1", "sg-1")), Outcome::Accepted},
        Case{ok(order_json("o1", "sg-2")), Outcome::Unknown}, Case{ok(""), Outcome::Unknown},
        Case{refused(422, 40010001, "client_order_id must be unique"), Outcome::Duplicate},
        Case{refused(403, 40310000, "insufficient buying power"), Outcome::Refused},
        Case{answer_with(401, "{}"), Outcome::Closed}, Case{answer_with(503, ""), Outcome::Later},
        Case{answer_with(429, "", "Retry-After: 5\r\n"), Outcome::Later},
        Case{answer_with(500, "", "x-should-retry: true\r\n"), Outcome::Unknown},
        Case{answer_with(504, "<html>"), Outcome::Unknown},
        Case{cut({}, 0, End::Reset), Outcome::Unknown},
        Case{cut({}, 0, End::Close), Outcome::Unknown},
        Case{cut(ok(order_json("o1", "sg-1")), 120, End::Close), Outcome::Unknown},
        Case{cut(ok(order_json("o1", "sg-1")), 10, End::Reset), Outcome::Unknown}}) {
    Scripted scripted({one.answer});
    const Submission submission = scripted.broker.submit(buy_one);
    CHECK(submission.outcome == one.outcome);
    CHECK((submission.why.empty() == (one.outcome == Outcome::Accepted)));
    CHECK(scripted.asked() == std::vector<std::string>{"POST /v2/orders"});
  }
}

TEST_CASE("an order that nobody listens to is known not to be there") {
  auto gone = std::make_unique<Scripted>(std::vector{ok("")});
  const AlpacaAccess access = gone->access();
  gone.reset();
  FakeClock clock;
  const std::atomic<bool> interrupted = false;
  AlpacaBrokerage broker(access, interrupted, 1, clock.clock());
  const Submission submission = broker.submit(buy_one);
  CHECK(submission.outcome == Outcome::Later);
  CHECK(submission.why.find("connection refused") != std::string::npos);
}

TEST_CASE("an order that cannot be one is not sent") {
  Scripted scripted({ok("")});
  OrderRequest order = buy_one;
  order.quantity = {};
  CHECK(scripted.broker.submit(order).outcome == Outcome::Refused);
  CHECK(scripted.asked().empty());
}

TEST_CASE("a pair's limit price has the steps of the pair") {
  const char* pair = R"({"symbol":"BTC/USD","class":"crypto","status":"active","tradable":true,)"
                     R"("fractionable":true,"price_increment":"0.5"})";
  OrderRequest order = buy_one;
  order.symbol = "BTC-USD";
  order.kind = OrderKind::Limit;
  order.limit_price = 60000.3;
  Scripted scripted({ok(pair), ok(order_json("o1", "sg-1"))});
  CHECK(scripted.broker.submit(order).outcome == Outcome::Accepted);
  CHECK(scripted.asked() ==
        std::vector<std::string>{"GET /v2/assets/BTC%2FUSD", "POST /v2/orders"});
  CHECK(scripted.server.requests()[1].body.find(R"("limit_price":"60000")") != std::string::npos);

  Scripted without({refused(404, 40410000, "asset not found")});
  CHECK(without.broker.submit(order).outcome == Outcome::Refused);
  Scripted broken({answer_with(403, "")});
  CHECK(broken.broker.submit(order).outcome == Outcome::Later);
}

TEST_CASE("an order is found by its id, or is not there") {
  Scripted there({ok(order_json("o1", "sg-1"))});
  const auto found = there.broker.find_order("sg-1");
  REQUIRE(found);
  REQUIRE(*found);
  CHECK((*found)->id == "o1");
  Scripted missing({refused(404, 40410000, "order not found")});
  CHECK(missing.broker.find_order("sg-1").value() == std::nullopt);
  Scripted proxy({answer_with(404, "<html>"), ok(order_json("o1", "sg-1"))});
  CHECK(proxy.broker.find_order("sg-1").value().has_value());
  Scripted other({ok(order_json("o1", "sg-2"))});
  CHECK(other.broker.find_order("sg-1").error().message ==
        "alpaca: asked for an order by its id, it answers with another");
}

TEST_CASE("canceling what has ended, or is not there, changes nothing") {
  for (const LoopbackAnswer& answer :
       {answer_with(204, ""), refused(422, 42210000, R"(order is already in \"filled\" state)"),
        refused(404, 40410000, "order not found")}) {
    Scripted scripted({answer});
    CHECK(scripted.broker.cancel("o1"));
    CHECK(scripted.asked() == std::vector<std::string>{"DELETE /v2/orders/o1"});
  }
  Scripted busy({answer_with(500, ""), cut({}, 0, End::Reset), answer_with(204, "")});
  CHECK(busy.broker.cancel("o1"));
  Scripted closed({answer_with(401, "")});
  CHECK(!closed.broker.cancel("o1"));
  Scripted empty({answer_with(204, "")});
  CHECK(!empty.broker.cancel(""));
  CHECK(!empty.broker.cancel("../account"));
  CHECK(empty.asked().empty());
}

TEST_CASE("an asset is there or not") {
  Scripted there(
      {ok(R"({"symbol":"BRK.B","class":"us_equity","status":"inactive","tradable":true})")});
  const auto asset = there.broker.asset("BRK-B");
  REQUIRE(asset);
  REQUIRE(*asset);
  CHECK((*asset)->symbol == "BRK-B");
  CHECK((*asset)->reason == "inactive");
  CHECK(there.asked() == std::vector<std::string>{"GET /v2/assets/BRK.B"});
  Scripted missing({refused(404, 40410000, "asset not found")});
  CHECK(missing.broker.asset("NOPE").value() == std::nullopt);
  CHECK(missing.broker.asset("").value() == std::nullopt);
  CHECK(missing.asked().size() == 1);
}

TEST_CASE("only what is open is open") {
  Scripted scripted({ok("[" + order_json("o1", "sg-1") + "," +
                        order_json("o2", "sg-2", "2025-06-24T00:00:00Z", "filled") + "]")});
  const auto orders = scripted.broker.open_orders();
  REQUIRE(orders);
  REQUIRE(orders->size() == 1);
  CHECK(orders->front().id == "o1");
}

// A server of 1,234 orders, three a second, that pages as Alpaca does.
TEST_CASE("no order is lost or doubled between two pages") {
  constexpr int count = 1234;
  const auto second_of = [](int order) { return order / 3; };
  const auto stamp_of = [](int second) {
    return fmt::format("2025-06-24T00:{:02}:{:02}.5Z", second / 60, second % 60);
  };
  Scripted scripted([&](const LoopbackRequest& request) {
    const std::size_t at = request.target.find("after=2025-06-2");
    int after = -1;
    if (at != request.target.npos && request.target[at + 15] == '4') {
      const auto number = [&](std::size_t from) {
        return std::stoi(request.target.substr(from, 2));
      };
      after = number(at + 22) * 60 + number(at + 27);  // ...T00%3A08%3A19Z
    }
    std::string body = "[";
    int rows = 0;
    for (int i = 0; i < count && rows < 500; ++i) {
      if (second_of(i) < after) continue;
      body += rows++ > 0 ? "," : "";
      body += order_json(fmt::format("o{}", i), fmt::format("c{}", i), stamp_of(second_of(i)));
    }
    return ok(body + "]");
  });
  constexpr std::int64_t day = 20263LL * 86400;  // 2025-06-24
  const auto orders = scripted.broker.orders_since(day);
  REQUIRE(orders);
  REQUIRE(orders->size() == count);
  for (int i = 0; i < count; ++i) {
    CHECK((*orders)[static_cast<std::size_t>(i)].id == fmt::format("o{}", i));
  }
  CHECK(scripted.asked().size() == 3);
  CHECK(scripted.asked()[0] ==
        "GET /v2/orders?status=all&limit=500&after=2025-06-23T23%3A59%3A59Z&direction=asc");

  // Those of the second before were asked for too, and do not count.
  const auto later = scripted.broker.orders_since(day + 400);
  REQUIRE(later);
  CHECK(later->front().submitted == day + 400);
  CHECK(later->size() == count - 3 * 400);
}

TEST_CASE("pages that never end are an error") {
  std::string page = "[";
  for (int i = 0; i < 500; ++i) page += (i > 0 ? "," : "") + order_json(fmt::format("o{}", i), "c");
  Scripted scripted({ok(page + "]")});
  const auto orders = scripted.broker.orders_since(0);
  REQUIRE(!orders);
  CHECK(orders.error().message == "alpaca: more orders than can be read page by page");
}

TEST_CASE("fills are read page by page") {
  const auto fill = [](int i) {
    return fmt::format(
        R"({{"activity_type":"FILL","id":"f{0}","order_id":"o","symbol":"AAPL","side":"buy",)"
        R"("qty":"1","price":"10","transaction_time":"2025-06-24T00:00:{1:02}Z"}})",
        i, i / 10);
  };
  Scripted scripted([&](const LoopbackRequest& request) {
    const std::size_t token = request.target.find("page_token=f");
    int first = 0;
    if (token != request.target.npos) first = std::stoi(request.target.substr(token + 12)) + 1;
    std::string body = "[";
    for (int i = first; i < std::min(first + 100, 250); ++i)
      body += (i > first ? "," : "") + fill(i);
    return ok(body + "]");
  });
  constexpr std::int64_t day = 20263LL * 86400;
  const auto fills = scripted.broker.fills_since(day + 5);
  REQUIRE(fills);
  CHECK(fills->size() == 200);  // the first 50 are older
  CHECK(fills->front().id == "f50");
  CHECK(scripted.asked().size() == 3);
}

TEST_CASE("exits are asked for by their entry, and an order that is gone has none") {
  const std::string exit = order_json("leg", "of the broker", "2025-06-24T00:00:00Z", "held");
  const std::string entry = order_json("o1", "sg-1");
  Scripted scripted({ok(entry.substr(0, entry.size() - 1) + R"(,"legs":[)" + exit + "]}"),
                     ok(entry), refused(404, 40410000, "order not found for o1")});
  const auto exits = scripted.broker.exits_of("o1");
  REQUIRE(exits);
  REQUIRE(exits->size() == 1);
  CHECK(exits->front().id == "leg");
  CHECK(exits->front().leg);
  CHECK(scripted.asked().back() == "GET /v2/orders/o1?nested=true");
  CHECK(scripted.broker.exits_of("o1")->empty());
  CHECK(scripted.broker.exits_of("o1")->empty());
  CHECK(!scripted.broker.exits_of(""));
  CHECK(!scripted.broker.exits_of("../account"));
}

TEST_CASE("money that came or went is asked for by its kinds, page by page") {
  Scripted scripted([](const LoopbackRequest& request) {
    const bool second = request.target.find("page_token=a99") != std::string::npos;
    std::string body = "[";
    for (int i = second ? 100 : 0; i < (second ? 120 : 100); ++i)
      body += fmt::format(
          R"({}{{"activity_type":"{}","id":"a{}","date":"2025-06-24","net_amount":"-1.5"}})",
          body.size() > 1 ? "," : "", i % 2 == 0 ? "CSW" : "FEE", i);
    return ok(body + "]");
  });
  const auto flows = scripted.broker.cash_flows_since(20263LL * 86400);
  REQUIRE(flows);
  CHECK(flows->size() == 120);
  CHECK(flows->at(1).kind == CashFlow::Kind::Fee);
  REQUIRE(scripted.asked().size() == 2);
  CHECK(scripted.asked()[0].find("activity_types=CSD%2CCSW%2CACATC%2CJNLC%2CFEE%2CCFEE&") !=
        std::string::npos);
  // A server that pays no heed to the token.
  Scripted deaf([](const LoopbackRequest&) {
    std::string body = "[";
    for (int i = 0; i < 100; ++i)
      body += fmt::format(R"({}{{"activity_type":"DIV","id":"a{}"}})", i > 0 ? "," : "", i);
    return ok(body + "]");
  });
  CHECK(!deaf.broker.cash_flows_since(0));
}

TEST_CASE("prices come from both kinds of bars, by the workspace's symbols") {
  Scripted scripted([](const LoopbackRequest& request) {
    return ok(request.target.find("crypto") == std::string::npos
                  ? R"({"bars":{"BRK.B":{"c":500.5},"MORE":{"c":1}}})"
                  : R"({"bars":{"BTC/USD":{"c":60000}}})");
  });
  const auto prices = scripted.broker.last_prices({"BRK-B", "GONE", "BTC-USD"});
  REQUIRE(prices);
  CHECK(*prices == std::map<std::string, double>{{"BRK-B", 500.5}, {"BTC-USD", 60000}});
  CHECK(scripted.broker.last_prices({})->empty());
  CHECK(scripted.asked() ==
        std::vector<std::string>{"GET /v2/stocks/bars/latest?symbols=BRK.B%2CGONE",
                                 "GET /v1beta3/crypto/us/latest/bars?symbols=BTC%2FUSD"});
}

TEST_CASE("prices are an error only where there are none at all") {
  Scripted half([](const LoopbackRequest& request) {
    return request.target.find("crypto") == std::string::npos
               ? answer_with(403, R"({"message":"forbidden."})")
               : ok(R"({"bars":{"BTC/USD":{"c":60000}}})");
  });
  CHECK(half.broker.last_prices({"AAPL", "BTC-USD"})->size() == 1);
  CHECK(half.broker.last_prices({"AAPL"}).error().message == "alpaca data: 403: forbidden.");
  Scripted none({ok(R"({"bars":{}})")});
  CHECK(none.broker.last_prices({"AAPL"})->empty());
}

TEST_CASE("less than 200 requests are made within a minute") {
  Scripted scripted({ok(account_json)});
  for (int i = 0; i < 301; ++i) REQUIRE(scripted.broker.account());
  // 150 a minute for all but prices: the first of the third 150 begins after two minutes.
  CHECK(scripted.clock.now() - 1000 >= 120);
  CHECK(scripted.clock.now() - 1000 < 121);
}
