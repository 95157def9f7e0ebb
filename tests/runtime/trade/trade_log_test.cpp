#include "runtime/trade/trade_log.hpp"

#include "runtime/base/file.hpp"
#include "tests/runtime/trade/logged.hpp"

#include <SQLiteCpp/Database.h>
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <map>
#include <random>
#include <type_traits>

namespace stratgen {
namespace {

using testing::numbered_intent;
using testing::numbered_run;
using testing::opened_log;
using testing::order_id;
using testing::same;
using testing::TemporaryFolder;

static_assert(std::is_nothrow_move_constructible_v<TradeLog>);
static_assert(!std::is_copy_constructible_v<TradeLog>);

constexpr std::int64_t ever = 0;

std::int64_t begun(TradeLog& log, const LoggedRun& run) {
  const Result<std::int64_t> id = log.begin_run(run);
  if (!id) FAIL(id.error().message);
  return *id;
}

double peak(const TradeLog& log, const char* account) {
  return peak_equity(*log.equities(account, ever), *log.cash_flows(account));
}

TEST_CASE("runs and their signals come back to the last bit, in the order of writing") {
  const TemporaryFolder folder;
  std::vector<LoggedRun> expected;
  {
    TradeLog log = opened_log(folder);
    for (int i = 0; i < 10; ++i) {
      LoggedRun run = numbered_run(i);
      run.id = begun(log, run);
      expected.push_back(run);
    }
  }
  const TradeLog log = opened_log(folder);
  const auto runs = *log.all_runs();
  REQUIRE(runs.size() == 10);
  for (std::size_t i = 0; i < runs.size(); ++i) CHECK(same(runs[i], expected[i]));
  CHECK(same(**log.last_run("paper"), expected.back()));
  CHECK_FALSE(log.last_run("other")->has_value());
  CHECK(log.runs("paper", expected[4].started)->size() == 6);
  CHECK(log.runs("other", ever)->empty());
}

TEST_CASE("the end of a run replaces all that its beginning said") {
  const TemporaryFolder folder;
  TradeLog log = opened_log(folder);
  const std::int64_t id = begun(log, {.account = "paper", .started = 5});
  LoggedRun end = numbered_run(3);
  end.id = id;
  REQUIRE(log.update_run(end));
  CHECK(same(**log.last_run("paper"), end));
  end.signals.clear();
  REQUIRE(log.update_run(end));
  CHECK(log.last_run("paper")->value().signals.empty());
}

TEST_CASE("a run and an order that are not there cannot be changed") {
  const TemporaryFolder folder;
  TradeLog log = opened_log(folder);
  const std::string file = (folder.folder() / "trading.sqlite").string();
  LoggedRun run = numbered_run(1);
  run.id = 77;
  CHECK(log.update_run(run).error().message == file + ": it knows no run 77");
  CHECK(log.update(numbered_intent(1, 1)).error().message ==
        file + ": it knows no order " + order_id(1));
  CHECK_FALSE(log.intend(numbered_intent(77, 1)).has_value());
}

TEST_CASE("an intent comes back as it was, and with what became of it") {
  const TemporaryFolder folder;
  TradeLog log = opened_log(folder);
  const std::int64_t run = begun(log, numbered_run(0));
  for (int i = 0; i < 21; ++i) REQUIRE(log.intend(numbered_intent(run, i)));
  for (int i = 0; i < 21; ++i) {
    Intent intent = numbered_intent(run, i);
    CHECK(same(**log.find(order_id(i)), intent));
    intent.status = "partially_filled";
    intent.broker_id = "b";
    intent.filled = {i};
    intent.filled_price = 1.0 / 3;
    intent.why = "it's \"odd\"";
    intent.open = i % 2 == 0;
    REQUIRE(log.update(intent));
    CHECK(same(**log.find(order_id(i)), intent));
  }
  CHECK(log.open_intents("paper")->size() == 11);  // 0, 2, ..., 20
  CHECK(log.open_intents("other")->empty());
  const auto late = *log.intents("paper", numbered_intent(run, 18).decided);
  REQUIRE(late.size() == 3);
  CHECK(late[0].order.client_order_id == order_id(18));
  CHECK_FALSE(log.find("sg-none")->has_value());
}

TEST_CASE("an order id is used anew only while nobody knows the order") {
  const TemporaryFolder folder;
  TradeLog log = opened_log(folder);
  const std::int64_t first = begun(log, numbered_run(0)), second = begun(log, numbered_run(0));
  REQUIRE(log.intend(numbered_intent(first, 1)));
  REQUIRE(log.intend(numbered_intent(second, 1)));  // the first may never have been sent
  CHECK(log.find(order_id(1))->value().run == second);
  Intent known = numbered_intent(second, 1);
  known.status = "new";
  REQUIRE(log.update(known));
  const Result<void> again = log.intend(numbered_intent(second, 1));
  REQUIRE_FALSE(again.has_value());
  CHECK(again.error().fault == Fault::Data);
  CHECK(log.intents("paper", ever)->size() == 1);
  CHECK(log.find(order_id(1))->value().status == "new");
}

TEST_CASE("a run whose account was taken over under a newer lease intends nothing more") {
  const TemporaryFolder folder;
  TradeLog log = opened_log(folder), other = opened_log(folder);
  LoggedRun run = numbered_run(0);
  run.lease = 5;
  const std::int64_t first = begun(log, run);
  REQUIRE(log.intend(numbered_intent(first, 1)));
  run.lease = 6;
  run.account = "another account";
  begun(other, run);
  REQUIRE(log.intend(numbered_intent(first, 2)));
  run.account = "paper";
  const std::int64_t second = begun(other, run);
  CHECK(log.intend(numbered_intent(first, 3)).error().fault == Fault::Safety);
  REQUIRE(other.intend(numbered_intent(second, 3)));
  CHECK(log.update(numbered_intent(first, 1)).has_value());  // what happened is still told
}

TEST_CASE("intents are counted by the stem of their id") {
  const TemporaryFolder folder;
  TradeLog log = opened_log(folder);
  const std::int64_t run = begun(log, numbered_run(0));
  for (const char* id : {"sg-abc-0", "sg-abc-1", "sg-abd-0", "sg-ab", "sg-abc", "sg-abc-\u00fc"}) {
    Intent intent = numbered_intent(run, 1);
    intent.order.client_order_id = id;
    REQUIRE(log.intend(intent));
  }
  CHECK(log.count_of_stem("sg-abc-") == 3);
  CHECK(log.count_of_stem("sg-abc") == 4);
  CHECK(log.count_of_stem("sg-x") == 0);
  CHECK(log.count_of_stem("") == 6);
}

TEST_CASE("net fills are the signed sum of what was filled, for whatever orders") {
  std::mt19937 random(20260301);
  const TemporaryFolder folder;
  TradeLog log = opened_log(folder);
  std::map<std::string, Quantity> expected;
  LoggedRun first = numbered_run(0), foreign = first;
  foreign.account = "other";
  const std::int64_t runs[] = {begun(log, first), begun(log, first), begun(log, foreign)};
  for (int i = 0; i < 200; ++i) {
    const std::size_t which = random() % 3;
    Intent intent = numbered_intent(runs[which], i);
    REQUIRE(log.intend(intent));
    intent.filled = {static_cast<std::int64_t>(random() % 3) * 1'000'000'000'000};
    REQUIRE(log.update(intent));
    if (which != 2)
      expected[intent.order.symbol] += signed_quantity(intent.order.side, intent.filled);
  }
  // One that comes to nothing.
  Intent bought = numbered_intent(runs[0], 1000), sold = numbered_intent(runs[1], 1001);
  for (Intent* intent : {&bought, &sold}) {
    intent->order.symbol = "FLAT";
    REQUIRE(log.intend(*intent));
    intent->filled = shares(3);
    REQUIRE(log.update(*intent));
  }
  std::erase_if(expected, [](const auto& net) { return net.second == Quantity{}; });
  CHECK(log.net_filled("paper") == expected);
}

TEST_CASE("events belong to their run and keep their order") {
  const TemporaryFolder folder;
  TradeLog log = opened_log(folder);
  for (int i = 0; i < 6; ++i) {
    REQUIRE(log.add({.run = i % 2,
                     .time = 100 - i,
                     .kind = "sent",
                     .symbol = "SPY",
                     .text = fmt::format("order {}", i)}));
  }
  const auto events = *log.events(1);
  REQUIRE(events.size() == 3);
  CHECK(events[0].text == "order 1");
  CHECK(events[2].text == "order 5");
  CHECK(events[2].time == 95);
  CHECK(events[2].kind == "sent");
  CHECK(events[2].symbol == "SPY");
  CHECK(log.events(7)->empty());
}

TEST_CASE("the peak is the highest equity that was ever noted for the account") {
  const TemporaryFolder folder;
  TradeLog log = opened_log(folder);
  CHECK(peak(log, "paper") == 0);
  REQUIRE(log.note_equity("paper", 30, 900));
  REQUIRE(log.note_equity("paper", 10, 1000));
  REQUIRE(log.note_equity("paper", 20, 1100));
  REQUIRE(log.note_equity("paper", 20, 1050));  // instead
  REQUIRE(log.note_equity("other", 20, 5000));
  CHECK(peak(log, "paper") == 1050);
  using Equities = std::vector<std::pair<std::int64_t, double>>;
  CHECK(log.equities("paper", ever) == Equities{{10, 1000}, {20, 1050}, {30, 900}});
  CHECK(log.equities("paper", 20) == Equities{{20, 1050}, {30, 900}});
}

TEST_CASE("fills and flows are noted once, and a flow keeps the time at which it was seen") {
  const TemporaryFolder folder;
  TradeLog log = opened_log(folder);
  const Fill late{"f2", "order-1", "SPY", OrderSide::Sell, shares(3), 501.5, 200};
  const Fill early{"f1", "order-1", "SPY", OrderSide::Buy, shares(4), 500.25, 100};
  REQUIRE(log.note("paper", {late, early}));
  REQUIRE(log.note("paper", std::vector{early}));
  REQUIRE(log.note("other", std::vector{early}));
  const auto fills = *log.fills("paper");
  REQUIRE(fills.size() == 2);
  CHECK(fills[0].id == "f1");
  CHECK(fills[0].price == 500.25);
  CHECK(fills[1].side == OrderSide::Sell);
  CHECK(fills[1].quantity == shares(3));
  CHECK(log.cash_flows_read("paper") == 0);
  const CashFlow deposit{"c1", CashFlow::Kind::Transfer, 1e5, 50};
  const CashFlow fee{"c2", CashFlow::Kind::Fee, -0.03, 60};
  REQUIRE(log.note("paper", {deposit}, 1000));
  REQUIRE(log.note("paper", {deposit, fee}, 2000));
  const auto flows = *log.cash_flows("paper");
  REQUIRE(flows.size() == 2);
  CHECK(flows[0].seen == 50);  // of the first reading: nobody knows
  CHECK(flows[1].seen == 2000);
  CHECK(flows[1].flow.kind == CashFlow::Kind::Fee);
  CHECK(flows[1].flow.amount == -0.03);
  CHECK(flows[1].flow.time == 60);
  CHECK(log.cash_flows_read("paper") == 2000);
  CHECK_FALSE(log.note(
      "paper", {CashFlow{"c3", CashFlow::Kind::Fee, std::numeric_limits<double>::quiet_NaN(), 1}},
      3000));
  CHECK(log.cash_flows_read("paper") == 2000);
}

TEST_CASE("exits count in what is held, for the account of their entry") {
  const TemporaryFolder folder;
  TradeLog log = opened_log(folder);
  const std::int64_t run = begun(log, numbered_run(0));
  Intent entry = numbered_intent(run, 0);
  entry.exits_open = true;
  entry.filled = shares(10);
  REQUIRE(log.intend(entry));
  REQUIRE(log.update(entry));
  CHECK(log.intents_with_exits("paper")->size() == 1);
  CHECK(log.intents_with_exits("other")->empty());
  LoggedExit exit;
  exit.entry = entry.order.client_order_id;
  exit.order.id = "leg";
  exit.order.symbol = entry.order.symbol;
  exit.order.side = OrderSide::Sell;
  exit.order.quantity = shares(10);
  exit.order.filled = shares(4);
  exit.order.filled_price = 90.5;
  exit.order.filled_at = 77;
  exit.order.status = "partially_filled";
  REQUIRE(log.note(exit));
  CHECK(log.net_filled("paper")->at(entry.order.symbol) == shares(6));
  exit.order.filled = shares(10);
  exit.order.status = "filled";
  exit.order.open = false;
  REQUIRE(log.note(exit));
  CHECK(log.net_filled("paper")->empty());
  const auto exits = *log.exits("paper");
  REQUIRE(exits.size() == 1);
  CHECK(exits[0].entry == entry.order.client_order_id);
  CHECK(exits[0].order.filled == shares(10));
  CHECK(exits[0].order.filled_price == 90.5);
  CHECK(exits[0].order.filled_at == 77);
  CHECK_FALSE(exits[0].order.open);
  CHECK(log.exits("other")->empty());
  exit.entry = "sg-nobody";
  exit.order.id = "another leg";
  CHECK_FALSE(log.note(exit));
}

TEST_CASE("a log of the first format is read on, and asks for exits that it knew nothing of") {
  const TemporaryFolder folder;
  {
    TradeLog log = opened_log(folder);
    const std::int64_t run = begun(log, numbered_run(0));
    Intent plain = numbered_intent(run, 2), entry = numbered_intent(run, 4);
    plain.order.stop_loss = plain.order.take_profit = 0;
    REQUIRE(log.intend(plain));
    REQUIRE(log.intend(entry));
  }
  {
    SQLite::Database file((folder.folder() / "trading.sqlite").string(), SQLite::OPEN_READWRITE);
    file.exec(
        "drop index intent_exits; alter table intent drop column exits_open; drop table exit; drop "
        "table fill; drop table cash_flow; drop table cash_flows_read; pragma user_version = 1");
  }
  const TradeLog log = opened_log(folder);
  const auto with_exits = *log.intents_with_exits("paper");
  REQUIRE(with_exits.size() == 1);
  CHECK(same(with_exits[0], [] {
    Intent entry = numbered_intent(1, 4);
    entry.exits_open = true;
    return entry;
  }()));
}

TEST_CASE("what is not a number is logged of a signal and refused elsewhere") {
  const TemporaryFolder folder;
  TradeLog log = opened_log(folder);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  LoggedRun run = numbered_run(1);
  run.signals.at(0).price = nan;
  const std::int64_t id = begun(log, run);
  CHECK(std::isnan(log.last_run("paper")->value().signals.at(0).price));
  CHECK_FALSE(log.note_equity("paper", 1, nan).has_value());
  Intent intent = numbered_intent(id, 1);
  intent.decision_price = nan;
  CHECK_FALSE(log.intend(intent).has_value());
  CHECK_FALSE(log.find(order_id(1))->has_value());
}

TEST_CASE("a log that is damaged or newer is refused and left as it is") {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder.folder() / "trading.sqlite";
  opened_log(folder);
  SQLite::Database(file.string(), SQLite::OPEN_READWRITE).exec("pragma user_version = 99");
  const std::string newer = *read_file(file);
  CHECK(TradeLog::open(folder.folder()).error().message ==
        file.string() +
            ": written by a newer stratgen (format 99, this one knows up to 2); update stratgen");
  CHECK(read_file(file) == newer);
  const std::string damaged(5000, 'x');
  std::filesystem::remove(file);
  REQUIRE(write_file(file, damaged));
  CHECK(TradeLog::open(folder.folder()).error().message ==
        file.string() + ": not a SQLite database; move the file away");
  CHECK(read_file(file) == damaged);
}

}  // namespace
}  // namespace stratgen
