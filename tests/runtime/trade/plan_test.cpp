#include "runtime/trade/plan.hpp"

#include "runtime/trade/order_id.hpp"
#include "tests/runtime/trade/facts.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace stratgen;
using namespace stratgen::testing;

namespace {

const Decider decider = {"account-1", "a"};

// Of SPY, that the broker holds.
AccountOrder exit_order(OrderSide side, Quantity quantity) {
  AccountOrder exit = open_order("SPY", side, quantity, "of the broker");
  exit.leg = true;
  return exit;
}

AccountOrder filled_exit(OrderSide side, Quantity quantity,
                         std::int64_t submitted = last_bar + 60) {
  AccountOrder exit = exit_order(side, quantity);
  exit.open = false;
  exit.filled = quantity;
  exit.submitted = submitted;
  return exit;
}

std::string id(OrderSide side, int n, std::int64_t bar = last_bar) {
  return order_id(order_stem({"account-1", "a", "SPY", side, bar}), n);
}

struct Desk {
  Snapshot snapshot = account_of();
  OrderTerms terms = {};
  Desk() { list(snapshot, "SPY", 500); }
  Plan plan(const Target& target) const { return plan_orders({target}, snapshot, terms, decider); }
  Plan plan(Quantity wanted) const { return plan(target("SPY", wanted)); }
  // The only order.
  OrderRequest order(const Target& target) const {
    const Plan plan = this->plan(target);
    REQUIRE(plan.orders.size() == 1);
    return plan.orders[0].order;
  }
  OrderRequest order(Quantity wanted) const { return order(target("SPY", wanted)); }
  bool remarks(Quantity wanted, const std::string& kind) const {
    const Plan made = plan(wanted);
    for (const PlanRemark& remark : made.remarks)
      if (remark.kind == kind) return made.nothing_to_do();
    return false;
  }
};

}  // namespace

TEST_CASE("the difference is sent") {
  Desk desk;
  CHECK(desk.order(shares(10)).quantity == shares(10));
  CHECK(desk.order(shares(10)).side == OrderSide::Buy);
  CHECK(desk.order(shares(10)).client_order_id == id(OrderSide::Buy, 0));
  hold(desk.snapshot, "SPY", shares(4), 500);
  CHECK(desk.order(shares(10)).quantity == shares(6));
  CHECK(desk.order(shares(3)).side == OrderSide::Sell);
  CHECK(desk.order(shares(3)).quantity == shares(1));
  CHECK(desk.plan(shares(4)).nothing_to_do());
}

TEST_CASE("our order of this bar that goes the right way is adopted, and the rest is sent") {
  Desk desk;
  desk.snapshot.open = {open_order("SPY", OrderSide::Buy, shares(6), id(OrderSide::Buy, 0))};
  desk.snapshot.sent = desk.snapshot.open;
  CHECK(desk.plan(shares(6)).adopted.size() == 1);
  CHECK(desk.plan(shares(6)).nothing_to_do());
  CHECK(desk.order(shares(10)).quantity == shares(4));
  CHECK(desk.order(shares(10)).client_order_id == id(OrderSide::Buy, 1));
  desk.snapshot.open[0].filled = shares(2);
  hold(desk.snapshot, "SPY", shares(2), 500);
  CHECK(desk.plan(shares(6)).nothing_to_do());
}

TEST_CASE("our orders that go too far, the wrong way, or are of another bar are cancelled first") {
  Desk desk;
  const auto only_cancels = [&](Quantity wanted) {
    const Plan plan = desk.plan(wanted);
    return plan.cancels.size() == 1 && plan.orders.empty() && plan.adopted.empty();
  };
  desk.snapshot.open = {open_order("SPY", OrderSide::Buy, shares(6), id(OrderSide::Buy, 0))};
  CHECK(only_cancels(shares(5)));
  CHECK(only_cancels(shares(0)));
  CHECK(only_cancels(shares(-6)));
  desk.snapshot.open = {open_order("SPY", OrderSide::Buy, shares(6), id(OrderSide::Buy, 0, 1))};
  CHECK(only_cancels(shares(10)));
  desk.snapshot.open = {open_order("SPY", OrderSide::Sell, shares(6), "by hand")};
  CHECK(desk.order(shares(10)).quantity == shares(10));
  Target frozen = target("SPY", shares(0));
  frozen.frozen = "a has no signal";
  desk.snapshot.open = {open_order("SPY", OrderSide::Buy, shares(6), id(OrderSide::Buy, 0))};
  CHECK(desk.plan(frozen).nothing_to_do());
}

TEST_CASE("a position changes its side through flat") {
  Desk desk;
  hold(desk.snapshot, "SPY", shares(10) + Quantity{5}, 500);
  CHECK(desk.order(shares(-10)).quantity == shares(10) + Quantity{5});
  CHECK(desk.order(shares(-10)).side == OrderSide::Sell);
  hold(desk.snapshot, "SPY", shares(-7), 500);
  CHECK(desk.order(shares(10)).quantity == shares(7));
}

TEST_CASE("within the band a position stays, not beyond it, and not when it is to go") {
  Desk desk;
  hold(desk.snapshot, "SPY", shares(98), 500);
  CHECK(desk.remarks(shares(100), "held"));
  hold(desk.snapshot, "SPY", shares(98) - Quantity{1}, 500);
  CHECK(desk.order(shares(100)).quantity == shares(2) + Quantity{1});
  hold(desk.snapshot, "SPY", shares(102), 500);
  CHECK(desk.remarks(shares(100), "held"));
  hold(desk.snapshot, "SPY", Quantity{1}, 500);
  desk.terms.band = 1;
  CHECK(desk.order(shares(0)).quantity == Quantity{1});
  desk.terms.band = 0;
  hold(desk.snapshot, "SPY", shares(99), 500);
  CHECK(desk.order(shares(100)).quantity == shares(1));
}

TEST_CASE("less than the least order is not sent, and all that is held may be sold") {
  Desk desk;
  CHECK(desk.remarks(Quantity{1'999'999}, "size"));                        // 0.9999995 of money
  CHECK(desk.order(Quantity{2'000'000}).quantity == Quantity{2'000'000});  // 1.00
  desk.snapshot.assets["SPY"].least = shares(2);
  CHECK(desk.remarks(shares(1), "size"));
  hold(desk.snapshot, "SPY", Quantity{5}, 500);
  CHECK(desk.order(shares(0)).quantity == Quantity{5});
  desk.snapshot.assets["SPY"].fractionable = false;
  CHECK(desk.order(shares(0)).quantity == Quantity{5});
  desk.terms.style = OrderStyle::Twap;
  desk.terms.slices = 4;
  CHECK(desk.order(shares(0)).quantity == Quantity{5});
}

TEST_CASE("a limit is worse than the price by the offset, for either side") {
  Desk desk;
  desk.terms.style = OrderStyle::Limit;
  desk.terms.limit_offset = 0.01;
  CHECK(desk.order(shares(1)).kind == OrderKind::Limit);
  CHECK(desk.order(shares(1)).limit_price == doctest::Approx(505));
  CHECK(desk.order(shares(-1)).limit_price == doctest::Approx(495));
}

TEST_CASE("a bracket has exits on the right sides of the price, for entries only") {
  Desk desk;
  desk.terms.style = OrderStyle::Bracket;
  Target long_one = target("SPY", shares(10));
  long_one.stop = 480;
  long_one.take_profit = 550;
  CHECK(desk.order(long_one).stop_loss == 480);
  CHECK(desk.order(long_one).take_profit == 550);
  Target short_one = target("SPY", shares(-10));
  short_one.stop = 520;
  short_one.take_profit = 450;
  CHECK(desk.order(short_one).stop_loss == 520);
  CHECK(desk.order(short_one).take_profit == 450);
  short_one.stop = 480;
  short_one.take_profit = 550;
  CHECK(desk.order(short_one).stop_loss == 0);
  CHECK(desk.order(short_one).take_profit == 0);
  desk.snapshot.assets["SPY"].crypto = true;
  CHECK(desk.order(long_one).stop_loss == 0);
  desk.snapshot.assets["SPY"].crypto = false;
  hold(desk.snapshot, "SPY", shares(20), 500);
  CHECK(desk.order(long_one).stop_loss == 0);
}

TEST_CASE("exits that the broker holds go before their position is made smaller") {
  Desk desk;
  hold(desk.snapshot, "SPY", shares(10), 500);
  desk.snapshot.open = {exit_order(OrderSide::Sell, shares(10))};
  CHECK(desk.plan(shares(10)).nothing_to_do());
  CHECK(desk.order(shares(15)).quantity == shares(5));
  for (const Quantity wanted : {shares(5), shares(0), shares(-5)}) {
    CHECK(desk.plan(wanted).cancels.size() == 1);
    CHECK(desk.plan(wanted).orders.empty());
  }
  desk.snapshot.holdings.clear();
  CHECK(desk.plan(shares(0)).cancels.size() == 1);
}

TEST_CASE("a position that its exits have left is not entered again before the next bar") {
  Desk desk;
  desk.snapshot.left = {filled_exit(OrderSide::Sell, shares(10))};
  CHECK(desk.remarks(shares(10), "held"));
  Target next = target("SPY", shares(10));
  next.bar = now - 30;
  CHECK(desk.order(next).quantity == shares(10));
  hold(desk.snapshot, "SPY", shares(4), 500);
  CHECK(desk.order(shares(0)).quantity == shares(4));
}

TEST_CASE("an exit is news until the bar in which it was filled has ended, however old it is") {
  Desk desk;
  desk.snapshot.left = {filled_exit(OrderSide::Sell, shares(10), last_bar - 86'400)};
  desk.snapshot.left[0].filled_at = last_bar + 600;
  Target wanted = target("SPY", shares(10));
  wanted.bar_end = last_bar + 300;
  CHECK(desk.plan(wanted).nothing_to_do());
  wanted.bar_end = last_bar + 900;
  CHECK(desk.order(wanted).quantity == shares(10));
}

TEST_CASE("a position that stays keeps its exits") {
  Desk desk;
  desk.terms.style = OrderStyle::Bracket;
  hold(desk.snapshot, "SPY", shares(100), 500);
  desk.snapshot.open = {exit_order(OrderSide::Sell, shares(100))};
  CHECK(desk.plan(shares(99)).nothing_to_do());
  CHECK(desk.plan(shares(90)).cancels.size() == 1);
  CHECK(desk.plan(shares(0)).cancels.size() == 1);
}

TEST_CASE("what is held without its exits is told") {
  Desk desk;
  desk.terms.style = OrderStyle::Bracket;
  hold(desk.snapshot, "SPY", shares(10), 500);
  Target guarded = target("SPY", shares(10));
  guarded.stop = 490;
  guarded.take_profit = 520;
  const auto told = [&] {
    const Plan plan = desk.plan(guarded);
    return std::ranges::any_of(plan.remarks,
                               [](const PlanRemark& remark) { return remark.kind == "exits"; });
  };
  CHECK(told());
  const AccountOrder stop = exit_order(OrderSide::Sell, shares(10));
  AccountOrder limit = stop;
  limit.id = "limit";
  desk.snapshot.open = {stop, limit};
  CHECK_FALSE(told());
  desk.snapshot.open[0].quantity = desk.snapshot.open[1].quantity = shares(6);
  CHECK(told());
  desk.terms.style = OrderStyle::Market;
  CHECK_FALSE(told());
}

TEST_CASE("the other side may be entered when exits are filled") {
  Desk desk;
  desk.snapshot.left = {filled_exit(OrderSide::Buy, shares(10))};
  CHECK(desk.order(shares(10)).quantity == shares(10));
  CHECK(desk.plan(shares(-10)).nothing_to_do());
}

TEST_CASE("slices are equal, and the last one is what is left") {
  Desk desk;
  desk.terms.style = OrderStyle::Twap;
  desk.terms.slices = 4;
  desk.snapshot.assets["SPY"].fractionable = false;
  CHECK(desk.order(shares(10)).quantity == shares(2));
  desk.terms.slices = 1;
  CHECK(desk.order(shares(10)).quantity == shares(10));
  desk.terms.slices = 20;
  CHECK(desk.order(shares(10)).quantity == shares(10));
}

TEST_CASE("the market decides how long an order is good") {
  Desk desk;
  CHECK(desk.order(shares(1)).in_force == TimeInForce::Day);
  desk.terms.in_force = TimeInForce::Gtc;
  CHECK(desk.order(shares(1)).in_force == TimeInForce::Gtc);
  CHECK(desk.order(shares(1) + Quantity{5}).quantity == shares(1));
  hold(desk.snapshot, "SPY", shares(1) + Quantity{500'000'000}, 500);
  CHECK(desk.order(shares(0)).in_force == TimeInForce::Day);
  desk.terms.in_force = TimeInForce::Day;
  desk.snapshot.assets["SPY"].crypto = true;
  CHECK(desk.order(shares(0)).in_force == TimeInForce::Gtc);
}

TEST_CASE("what reduces comes first") {
  Desk desk;
  list(desk.snapshot, "AAA", 10);
  list(desk.snapshot, "ZZZ", 10);
  hold(desk.snapshot, "ZZZ", shares(5), 10);
  const Plan plan =
      plan_orders({target("AAA", shares(5), 10), target("SPY", shares(5)), target("ZZZ", {}, 10)},
                  desk.snapshot, desk.terms, decider);
  REQUIRE(plan.orders.size() == 3);
  CHECK(plan.orders[0].order.symbol == "ZZZ");
  CHECK(plan.orders[1].order.symbol == "AAA");
}
