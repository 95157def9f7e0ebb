#include "runtime/trade/preparation.hpp"

#include "tests/runtime/trade/facts.hpp"
#include "tests/runtime/trade/logged.hpp"
#include "tests/runtime/trade/simulated_account.hpp"

#include <doctest/doctest.h>

using namespace stratgen;
using namespace stratgen::testing;

TEST_CASE("a run knows what was filled since the last one before it decides what it manages") {
  const TemporaryFolder folder;
  TradeLog log = opened_log(folder);
  SimulatedAccount broker(100'000, {{"SPY", 500}, {"QQQ", 400}}, 1);
  LoggedRun run;
  run.account = "account-1";
  run.id = log.begin_run(run).value();
  Intent intent;
  intent.run = run.id;
  intent.order = request(OrderSide::Buy, shares(10));
  REQUIRE(log.intend(intent));
  broker.place(intent.order);
  broker.rest();
  broker.transfer(-1000);
  const std::vector<Want> wants = {want("b", "QQQ", 1, 0, 400)};
  const auto before = prepare(wants, broker, log, {});
  REQUIRE(before);
  CHECK(before->targets.size() == 1);
  const auto news = catch_up(wants, run, broker, log);
  REQUIRE(news);
  REQUIRE(news->orders.size() == 1);
  CHECK(news->orders[0].filled == shares(10));
  CHECK(news->unread.empty());
  const auto prepared = prepare(wants, broker, log, {});
  REQUIRE(prepared);
  REQUIRE(prepared->targets.size() == 2);
  CHECK(prepared->targets[1].symbol == "SPY");
  CHECK(prepared->targets[1].quantity == Quantity{});
  CHECK(prepared->past.transferred.out == 1000);
}

TEST_CASE("what may be read later is told, and what ends a run is not") {
  CHECK(unread_of({}).value().empty());
  CHECK(unread_of(fail(Fault::Service, "503")).value().ends_with(": 503"));
  CHECK(unread_of(fail(Fault::Interrupted, "stop")).error().fault == Fault::Interrupted);
  CHECK(unread_of(fail(Fault::Data, "disk")).error().fault == Fault::Data);
}
