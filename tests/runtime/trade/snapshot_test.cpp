#include "runtime/trade/snapshot.hpp"

#include "tests/runtime/trade/facts.hpp"
#include "tests/runtime/trade/simulated_account.hpp"

#include <doctest/doctest.h>

using namespace stratgen;
using namespace stratgen::testing;

TEST_CASE("positions and orders are of one moment, however orders fill between the reads") {
  int partly = 0;
  for (unsigned seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    SimulatedAccount broker(100'000, {{"SPY", 500}}, seed);
    broker.faults.partial = 0.7;
    for (int i = 0; i < 3; ++i) {
      OrderRequest order = request(OrderSide::Buy, shares(9));
      order.client_order_id = fmt::format("sg-{}", i);
      broker.place(order);
    }
    const auto snapshot = take_snapshot(broker, 0);
    REQUIRE(snapshot);
    CHECK(snapshot->sent.size() == 3);
    Quantity filled;
    for (const AccountOrder& order : snapshot->sent) filled += order.filled;
    CHECK(snapshot->held_of("SPY") == filled);
    partly += filled < shares(27);
  }
  CHECK(partly > 0);
}

TEST_CASE("orders of others are open, but not sent by us") {
  SimulatedAccount broker(100'000, {{"SPY", 500}}, 1);
  broker.is_open = false;
  OrderRequest order = request(OrderSide::Buy, shares(1));
  broker.place(order);
  order.client_order_id = "by hand";
  broker.place(order);
  const auto snapshot = take_snapshot(broker, 0);
  REQUIRE(snapshot);
  CHECK(snapshot->open.size() == 2);
  CHECK(snapshot->sent.size() == 1);
  const auto later = take_snapshot(broker, broker.now() + 1);
  REQUIRE(later);
  CHECK(later->open.size() == 2);
  CHECK(later->sent.empty());
}

TEST_CASE("a read that fails is the end, prices may be missing") {
  SimulatedAccount broker(100'000, {{"SPY", 500}}, 1);
  auto snapshot = take_snapshot(broker, 0);
  REQUIRE(snapshot);
  broker.gone = {"QQQ"};
  REQUIRE(add_market_facts(*snapshot, broker, {"QQQ", "SPY"}));
  CHECK(snapshot->assets.size() == 1);
  CHECK(snapshot->last_price_of("SPY") == 500);
  CHECK(snapshot->last_price_of("QQQ") == 0);
  broker.faults.failed = 1;
  const auto failed = take_snapshot(broker, 0);
  REQUIRE_FALSE(failed);
  CHECK(failed.error().fault == Fault::Service);
}
