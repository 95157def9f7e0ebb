#include "runtime/trade/account_news.hpp"

#include "tests/runtime/trade/facts.hpp"
#include "tests/runtime/trade/logged.hpp"
#include "tests/runtime/trade/simulated_account.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace stratgen;
using namespace stratgen::testing;

namespace {

const std::string account = "account-1";

// 10 SPY with exits were bought and filled, which the log knows of the entry.
struct Desk {
  TemporaryFolder folder = {};
  TradeLog log = opened_log(folder);
  SimulatedAccount broker{100'000, {{"SPY", 500}}, 1};
  Intent entry = {};

  Desk() {
    LoggedRun run;
    run.account = account;
    const auto id = log.begin_run(run);
    REQUIRE(id);
    entry.run = *id;
    entry.order = request(OrderSide::Buy, shares(10));
    entry.order.stop_loss = 450;
    entry.order.take_profit = 550;
    entry.exits_open = true;
    REQUIRE(log.intend(entry));
    broker.place(entry.order);
    broker.rest();
    look_up();
  }
  void look_up() {
    const auto order = broker.find_order("sg-1");
    REQUIRE(order);
    entry.broker_id = (*order)->id;
    entry.filled = (*order)->filled;
    entry.filled_price = (*order)->filled_price;
    entry.open = (*order)->open;
    REQUIRE(log.update(entry));
  }
  std::vector<LoggedExit> follow() {
    const auto filled = follow_exits(log, account, broker);
    REQUIRE(filled);
    return *filled;
  }
  Quantity net() const {
    return log.net_filled(account)->contains("SPY") ? log.net_filled(account)->at("SPY")
                                                    : Quantity{};
  }
};

// A broker whose client is stopped while it asks.
struct Interrupted : SimulatedAccount {
  using SimulatedAccount::SimulatedAccount;
  Result<std::vector<CashFlow>> cash_flows_since(std::int64_t) override {
    return fail(Fault::Interrupted, "stop");
  }
};

bool same_flow(const LoggedCashFlow& a, const LoggedCashFlow& b) {
  return a.flow.id == b.flow.id && a.flow.kind == b.flow.kind && a.flow.amount == b.flow.amount &&
         a.flow.time == b.flow.time && a.seen == b.seen;
}

}  // namespace

TEST_CASE("exits are followed until both have ended") {
  Desk desk;
  CHECK(desk.follow().empty());
  CHECK(desk.log.exits(account)->size() == 2);
  CHECK(desk.net() == shares(10));
  desk.broker.fill_exit("sg-1", 1, shares(3), 449.5);
  const auto part = desk.follow();
  REQUIRE(part.size() == 1);
  CHECK(part[0].entry == "sg-1");
  CHECK(part[0].order.filled == shares(3));
  CHECK(part[0].order.filled_price == 449.5);
  CHECK(desk.net() == shares(7));
  CHECK(desk.follow().empty());  // nothing new
  CHECK(desk.log.intents_with_exits(account)->size() == 1);
  desk.broker.fill_exit("sg-1", 1, shares(7), 449);
  CHECK(desk.follow().size() == 1);
  CHECK(desk.net() == Quantity{});
  CHECK(desk.log.intents_with_exits(account)->empty());
}

TEST_CASE("what is held now is asked of the broker where orders are open, and not written") {
  Desk desk;
  desk.broker.fill_exit("sg-1", 0, shares(10), 550);
  const auto held = net_filled_now(desk.log, account, desk.broker);
  REQUIRE(held);
  CHECK(held->at("SPY") == Quantity{});
  CHECK(desk.net() == shares(10));
  // An order that was filled since the log was written.
  Intent later = desk.entry;
  later.order = request(OrderSide::Buy, shares(4));
  later.order.client_order_id = "sg-2";
  later.exits_open = false;
  later.open = true;
  later.filled = {};
  REQUIRE(desk.log.intend(later));
  desk.broker.place(later.order);
  desk.broker.rest();
  CHECK(net_filled_now(desk.log, account, desk.broker)->at("SPY") == shares(4));
}

TEST_CASE("the exits of an entry that was never filled are not asked for") {
  Desk desk;
  Intent ended = desk.entry;
  ended.order.client_order_id = "sg-2";
  ended.filled = {};
  ended.open = false;
  ended.broker_id = "canceled";
  REQUIRE(desk.log.intend(ended));
  CHECK(desk.log.intents_with_exits(account)->size() == 2);
  desk.follow();
  CHECK(desk.log.intents_with_exits(account)->size() == 1);
}

TEST_CASE("money that came late is noted, and nothing twice") {
  Desk desk;
  const std::int64_t began = desk.broker.now();
  desk.broker.transfer(-500);
  REQUIRE(note_cash_flows(desk.log, account, desk.broker, began));
  desk.broker.advance(100 * 86'400);
  desk.broker.transfer(700);
  REQUIRE(note_cash_flows(desk.log, account, desk.broker, desk.broker.now()));
  REQUIRE(note_cash_flows(desk.log, account, desk.broker, desk.broker.now()));
  const auto flows = *desk.log.cash_flows(account);
  REQUIRE(flows.size() == 2);
  CHECK(flows[0].flow.amount == -500);
  CHECK(flows[1].flow.amount == 700);
  CHECK(flows[1].seen == began + 100 * 86'400);
  // Booked late: up to 10 days before the last reading.
  desk.broker.advance(-10 * 86'400);
  desk.broker.transfer(11);
  desk.broker.advance(-1);
  desk.broker.transfer(12);
  REQUIRE(note_cash_flows(desk.log, account, desk.broker, began + 200 * 86'400));
  const auto later = *desk.log.cash_flows(account);
  REQUIRE(later.size() == 3);
  CHECK(later[2].flow.amount == 11);
  CHECK(later[2].flow.time == began + 90 * 86'400);
}

TEST_CASE("the money of now is what the log would have of it, and is not written") {
  Desk desk;
  const auto shows_what_would_be_noted = [&] {
    const auto before = *desk.log.cash_flows(account);
    const std::int64_t read = *desk.log.cash_flows_read(account);
    const auto told = cash_flows_now(desk.log, account, desk.broker, desk.broker.now());
    REQUIRE(told);
    CHECK(std::ranges::equal(*desk.log.cash_flows(account), before, same_flow));
    CHECK(*desk.log.cash_flows_read(account) == read);
    REQUIRE(note_cash_flows(desk.log, account, desk.broker, desk.broker.now()));
    CHECK(std::ranges::equal(*desk.log.cash_flows(account), *told, same_flow));
    return *told;
  };
  const std::int64_t booked = desk.broker.now();
  desk.broker.transfer(-500);
  desk.broker.advance(3600);
  const auto first = shows_what_would_be_noted();
  REQUIRE(first.size() == 1);
  CHECK(first[0].flow.amount == -500);
  CHECK(first[0].seen == booked);  // of the first reading
  desk.broker.transfer(700);
  desk.broker.advance(3600);
  const auto second = shows_what_would_be_noted();
  REQUIRE(second.size() == 2);
  CHECK(second[1].flow.amount == 700);
  CHECK(second[1].flow.time == booked + 3600);
  CHECK(second[1].seen == booked + 7200);
}

TEST_CASE("without an answer the money of now is that of the log, if nobody interrupts") {
  Desk desk;
  desk.broker.transfer(-500);
  REQUIRE(note_cash_flows(desk.log, account, desk.broker, desk.broker.now()));
  desk.broker.transfer(700);
  desk.broker.faults.failed = 1;
  const auto flows = cash_flows_now(desk.log, account, desk.broker, desk.broker.now());
  REQUIRE(flows);
  REQUIRE(flows->size() == 1);
  CHECK(flows->front().flow.amount == -500);
  Interrupted stopped(100'000, {}, 1);
  const auto none = cash_flows_now(desk.log, account, stopped, stopped.now());
  REQUIRE_FALSE(none);
  CHECK(none.error().fault == Fault::Interrupted);
}

TEST_CASE("fills are noted with their time, those of exits too") {
  Desk desk;
  const std::int64_t bought = desk.broker.now();
  desk.broker.advance(5 * 86'400);
  desk.broker.fill_exit("sg-1", 0, shares(10), 551);
  REQUIRE(note_fills(desk.log, account, desk.broker, desk.broker.now()));
  REQUIRE(note_fills(desk.log, account, desk.broker, desk.broker.now()));
  const auto fills = *desk.log.fills(account);
  REQUIRE(fills.size() == 2);
  CHECK(fills[0].time == bought);
  CHECK(fills[0].order_id == desk.entry.broker_id);
  CHECK(fills[1].time == bought + 5 * 86'400);
  CHECK(fills[1].side == OrderSide::Sell);
  CHECK(fills[1].price == 551);
}
