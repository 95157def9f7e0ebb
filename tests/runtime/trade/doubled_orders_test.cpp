// Faults that double orders are stopped: by the guard, or by the broker because ids are the same.
#include "runtime/trade/execution.hpp"
#include "runtime/trade/guard.hpp"
#include "runtime/trade/plan.hpp"
#include "tests/runtime/temporary_folder.hpp"
#include "tests/runtime/trade/facts.hpp"
#include "tests/runtime/trade/simulated_account.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace stratgen;
using testing::want;

namespace {

constexpr std::int64_t bar = 1'699'990'000;

// A broker beside whose orders a second one goes out each time, under another id.
class TwiceSubmitting : public SimulatedAccount {
 public:
  using SimulatedAccount::SimulatedAccount;

  Submission submit(const OrderRequest& order) override {
    OrderRequest second = order;
    second.client_order_id += "-again";
    SimulatedAccount::submit(second);
    return SimulatedAccount::submit(order);
  }
};

// A network that delivers every order two times.
class TwiceDelivering : public SimulatedAccount {
 public:
  using SimulatedAccount::SimulatedAccount;

  Submission submit(const OrderRequest& order) override {
    SimulatedAccount::submit(order);
    return SimulatedAccount::submit(order);
  }
};

Result<ExecutionOutcome> run(const std::vector<Want>& wants, SimulatedAccount& broker,
                             const testing::TemporaryFolder& folder) {
  auto log = TradeLog::open(folder.folder());
  REQUIRE(log);
  LoggedRun run;
  run.account = "account-1";
  run.started = broker.now();
  const auto id = log->begin_run(run);
  REQUIRE(id);
  run.id = *id;
  const ExecutionHooks hooks{[&](double seconds) { broker.advance(std::int64_t(seconds) + 1); },
                             [] { return false; }, [] { return std::nullopt; },
                             [](const LoggedEvent&) {}};
  return carry_out(wants, run, broker, *log, {}, hooks);
}

// What is planned for targets of 100 SPY, from 150, and 50 QQQ, from nothing.
struct Planned {
  SimulatedAccount broker{100'000, {{"SPY", 500}, {"QQQ", 400}}, 1};
  Snapshot snapshot;
  std::vector<Target> targets;
  Plan plan;

  Planned() {
    broker.hold("SPY", shares(150), 500);
    auto taken = take_snapshot(broker, 0);
    REQUIRE(taken);
    snapshot = *taken;
    REQUIRE(add_market_facts(snapshot, broker, {"QQQ", "SPY"}));
    for (const auto& [symbol, quantity] :
         {std::pair{"SPY", shares(100)}, std::pair{"QQQ", shares(50)}}) {
      Target target;
      target.symbol = symbol;
      target.quantity = quantity;
      target.price = target.close = symbol == std::string("SPY") ? 500 : 400;
      target.bar = bar;
      targets.push_back(target);
    }
    plan = plan_orders(targets, snapshot, {}, {"account-1", "strategies"});
    REQUIRE(plan.orders.size() == 2);  // sell 50 SPY, buy 50 QQQ
  }
};

}  // namespace

TEST_CASE("an order of double the quantity is refused, an entry as an exit") {
  const Planned planned;
  Guard guard({}, planned.targets, {});
  guard.see(planned.snapshot);
  for (const PlannedOrder& each : planned.plan.orders) {
    CAPTURE(each.order.symbol);
    CHECK(each.order.quantity == shares(50));
    CHECK_FALSE(guard.check(each.order, planned.snapshot.clock.now));
    OrderRequest doubled = each.order;
    doubled.quantity += doubled.quantity;
    const auto breach = guard.check(doubled, planned.snapshot.clock.now);
    REQUIRE(breach);
    CHECK(breach->limit == "target");
  }
}

TEST_CASE("a second order for the same position is refused, whatever its id") {
  const Planned planned;
  Guard guard({}, planned.targets, {});
  guard.see(planned.snapshot);
  for (const PlannedOrder& each : planned.plan.orders) {
    CAPTURE(each.order.symbol);
    REQUIRE_FALSE(guard.check(each.order, planned.snapshot.clock.now));
    guard.sent(each.order, planned.snapshot.clock.now);
    OrderRequest second = each.order;
    second.client_order_id += "-again";
    const auto breach = guard.check(second, planned.snapshot.clock.now);
    REQUIRE(breach);
    CHECK(breach->limit == "target");
  }
}

TEST_CASE("an order that is delivered two times is there once") {
  const testing::TemporaryFolder folder;
  TwiceDelivering broker(100'000, {{"SPY", 500}, {"QQQ", 400}}, 1);
  const auto done =
      run({want("of SPY", "SPY", 0.5, 1, 500, bar), want("of QQQ", "QQQ", 0.5, 1, 400, bar)},
          broker, folder);
  REQUIRE(done);
  CHECK(broker.held("SPY") == shares(100));  // 100,000 * 0.5 / 500
  CHECK(broker.held("QQQ") == shares(125));  // 100,000 * 0.5 / 400
  CHECK(broker.orders().size() == 2);
}

// Nothing here sends the second order, and so nothing can stop it. The next look sees it: no
// further order goes out but those that bring the position back.
TEST_CASE("an order beside ours is seen at the next look, and the position is brought back") {
  const testing::TemporaryFolder folder;
  TwiceSubmitting broker(100'000, {{"SPY", 500}}, 1);
  broker.is_open = false;
  const auto done = run({want("of SPY", "SPY", 1, 0.5, 500, bar)}, broker, folder);
  REQUIRE(done);
  Quantity open = {};
  for (const AccountOrder& order : broker.orders())
    if (order.open) open += order.quantity;
  CHECK(open <= shares(100));  // 100,000 * 0.5 / 500: one of them is cancelled
  broker.is_open = true;
  broker.rest();
  CHECK(broker.held("SPY") <= shares(100));
}
