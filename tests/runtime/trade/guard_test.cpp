#include "runtime/trade/guard.hpp"

#include "tests/runtime/trade/facts.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace stratgen;
using namespace stratgen::testing;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

// SPY costs 500, QQQ 400; as many as one likes are wanted.
struct Desk {
  Limits limits = {.max_gross_exposure = 10,
                   .max_net_exposure = 10,
                   .max_symbol_exposure = 10,
                   .max_strategy_exposure = 10};
  std::vector<Target> targets = {target("SPY", shares(1000)), target("QQQ", shares(-1000), 400)};
  TradingPast past = {};
  Snapshot snapshot = account_of();

  Desk() {
    list(snapshot, "SPY", 500);
    list(snapshot, "QQQ", 400);
  }
  Guard guard() const {
    Guard guard(limits, targets, past);
    guard.see(snapshot);
    return guard;
  }
  // The limit that stops the order; "" if none.
  std::string stops(OrderSide side, Quantity quantity, const std::string& symbol = "SPY") const {
    const auto breach = guard().check(request(side, quantity, symbol), now);
    if (breach) CHECK_FALSE(breach->text.empty());
    return breach ? breach->limit : "";
  }
  std::string buys(std::int64_t spy) const { return stops(OrderSide::Buy, shares(spy)); }
  std::string sells(std::int64_t spy) const { return stops(OrderSide::Sell, shares(spy)); }
};

}  // namespace

TEST_CASE("max_gross_exposure counts long and short, and what is not ours") {
  Desk desk;
  desk.limits.max_gross_exposure = 1;
  CHECK(desk.buys(200) == "");  // 200 * 500 = 100,000
  CHECK(desk.buys(201) == "max_gross_exposure");
  hold(desk.snapshot, "QQQ", shares(-100), 400);  // 40,000
  CHECK(desk.buys(120) == "");
  CHECK(desk.buys(121) == "max_gross_exposure");
  hold(desk.snapshot, "GLD", shares(100), 200);  // 20,000 of somebody else
  CHECK(desk.buys(80) == "");
  CHECK(desk.buys(81) == "max_gross_exposure");
}

TEST_CASE("max_net_exposure counts long less short, either way") {
  Desk desk;
  desk.limits.max_net_exposure = 0.5;
  CHECK(desk.buys(100) == "");
  CHECK(desk.buys(101) == "max_net_exposure");
  CHECK(desk.stops(OrderSide::Sell, shares(125), "QQQ") == "");
  CHECK(desk.stops(OrderSide::Sell, shares(126), "QQQ") == "max_net_exposure");
  hold(desk.snapshot, "QQQ", shares(-100), 400);
  CHECK(desk.buys(180) == "");  // 90,000 - 40,000
  CHECK(desk.buys(181) == "max_net_exposure");
}

TEST_CASE("max_symbol_exposure counts what is held already") {
  Desk desk;
  desk.limits.max_symbol_exposure = 0.25;
  hold(desk.snapshot, "SPY", shares(20), 500);
  CHECK(desk.buys(30) == "");
  CHECK(desk.buys(31) == "max_symbol_exposure");
}

TEST_CASE("max_strategy_exposure counts all that a strategy wants") {
  Desk desk;
  desk.targets = {target("SPY", shares(50)), target("QQQ", shares(-50), 400)};  // 25,000 + 20,000
  desk.limits.max_strategy_exposure = 0.45;
  CHECK(desk.buys(1) == "");
  desk.limits.max_strategy_exposure = 0.449;
  CHECK(desk.buys(1) == "max_strategy_exposure");
}

TEST_CASE("max_daily_loss and max_drawdown leave exits only") {
  Desk desk;
  hold(desk.snapshot, "SPY", shares(10), 500);
  desk.snapshot.account.last_equity = 105'000;
  desk.limits.max_daily_loss = 0.0477;  // 1 - 100 / 105 = 0.04762
  CHECK(desk.buys(1) == "");
  desk.limits.max_daily_loss = 0.0476;
  CHECK(desk.buys(1) == "max_daily_loss");
  desk.snapshot.account.last_equity = 0;
  CHECK(desk.buys(1) == "");
  desk.past.peak_equity = 125'000;  // 20 % below it
  desk.limits.max_drawdown = 0.21;
  CHECK(desk.buys(1) == "");
  desk.limits.max_drawdown = 0.1999;
  CHECK(desk.buys(1) == "max_drawdown");
  desk.targets[0] = target("SPY", shares(0));
  CHECK(desk.sells(10) == "");
  CHECK(desk.sells(4) == "");
  hold(desk.snapshot, "QQQ", shares(-10), 400);
  desk.targets[1] = target("QQQ", shares(0), 400);
  CHECK(desk.stops(OrderSide::Buy, shares(10), "QQQ") == "");
}

TEST_CASE("max_order_of_volume is held against each order") {
  Desk desk;
  desk.targets[0].volume = 2000;
  CHECK(desk.buys(20) == "");  // 1 % of 2000
  CHECK(desk.stops(OrderSide::Buy, shares(20) + Quantity{1}) == "max_order_of_volume");
}

TEST_CASE("a position may be left whatever its volume, and not be turned or built so") {
  Desk desk;
  desk.targets[0] = target("SPY", shares(0));
  desk.targets[0].volume = 2000;
  hold(desk.snapshot, "SPY", shares(100), 500);
  CHECK(desk.sells(100) == "");
  CHECK(desk.guard().is_large(request(OrderSide::Sell, shares(100))));
  CHECK_FALSE(desk.guard().is_large(request(OrderSide::Sell, shares(20))));
  desk.targets[0].quantity = shares(40);
  CHECK(desk.sells(60) == "");
  desk.targets[0].quantity = shares(-100);
  CHECK(desk.sells(200) != "");
  desk.targets[1].volume = 2000;
  CHECK(desk.stops(OrderSide::Sell, shares(21), "QQQ") == "max_order_of_volume");
}

TEST_CASE("a withdrawal of today is no daily loss") {
  Desk desk;
  desk.snapshot.account.last_equity = 190'000;  // 100,000 are left
  CHECK(desk.buys(1) == "max_daily_loss");
  desk.past.transferred.out = 88'000;  // 2,000 of 190,000 are lost
  CHECK(desk.buys(1) == "");
  desk.past.transferred.out = 80'000;  // 10,000 of 190,000: 5.3 %
  CHECK(desk.buys(1) == "max_daily_loss");
  desk.snapshot.account.last_equity = 98'000;
  desk.past.transferred = {.in = 10'000, .out = 0};  // 8,000 of 108,000: 7.4 %
  CHECK(desk.buys(1) == "max_daily_loss");
}

TEST_CASE("max_price_gap stops entries and changes of size; all may be sold at any price") {
  Desk desk;
  hold(desk.snapshot, "SPY", shares(10), 500);
  desk.targets[0].close = 455;  // 500 / 455 - 1 = 9.89 %
  CHECK(desk.buys(1) == "");
  desk.targets[0].close = 454;  // 10.1 %
  CHECK(desk.buys(1) == "max_price_gap");
  desk.targets[0].close = 560;  // -10.7 %
  CHECK(desk.buys(1) == "max_price_gap");
  desk.targets[0] = target("SPY", shares(5));
  desk.targets[0].close = 1000;  // a split that the bars do not know
  CHECK(desk.sells(5) == "max_price_gap");
  desk.targets[0].quantity = {};
  CHECK(desk.sells(10) == "");
  CHECK(desk.sells(3) == "");
}

TEST_CASE("max_orders_per_run counts what was sent") {
  Desk desk;
  desk.limits.max_orders_per_run = 2;
  Guard guard = desk.guard();
  const OrderRequest order = request(OrderSide::Buy, shares(1));
  for (int i = 0; i < 2; ++i) {
    CHECK_FALSE(guard.check(order, now));
    guard.sent(order, now);
    guard.see(desk.snapshot);
  }
  const auto breach = guard.check(order, now + 3600);
  REQUIRE(breach);
  CHECK(breach->limit == "max_orders_per_run");
}

TEST_CASE("max_orders_per_minute counts earlier runs, and clocks that are ahead") {
  Desk desk;
  desk.limits.max_orders_per_minute = 3;
  desk.past.sent = {now - 60, now - 59, now + 1};
  CHECK(desk.buys(1) == "");
  Guard guard = desk.guard();
  guard.sent(request(OrderSide::Buy, shares(1)), now);
  const auto breach = guard.check(request(OrderSide::Buy, shares(1)), now);
  REQUIRE(breach);
  CHECK(breach->limit == "max_orders_per_minute");
  CHECK_FALSE(guard.check(request(OrderSide::Buy, shares(1)), now + 2));
}

TEST_CASE("require_open and require_price") {
  Desk desk;
  desk.snapshot.clock.is_open = false;
  CHECK(desk.buys(1) == "");
  desk.limits.require_open = true;
  CHECK(desk.buys(1) == "require_open");
  desk.snapshot.assets["SPY"].crypto = true;
  CHECK(desk.buys(1) == "");
  desk.snapshot.last_price.clear();
  CHECK(desk.buys(1) == "");  // by the last close
  desk.limits.require_price = true;
  CHECK(desk.buys(1) == "require_price");
}

TEST_CASE("orders that are open, and those just sent, count") {
  Desk desk;
  desk.limits.max_gross_exposure = 1;
  desk.snapshot.open = {open_order("SPY", OrderSide::Buy, shares(150), "sg-x")};
  desk.snapshot.open[0].filled = shares(50);
  hold(desk.snapshot, "SPY", shares(50), 500);
  CHECK(desk.buys(50) == "");  // 50 held, 100 to come
  CHECK(desk.buys(51) == "max_gross_exposure");
  Guard guard = desk.guard();
  guard.sent(request(OrderSide::Buy, shares(50)), now);
  CHECK(guard.check(request(OrderSide::Buy, Quantity{1}), now)->limit == "max_gross_exposure");
}

TEST_CASE("orders of somebody else count as they hurt most") {
  Desk desk;
  desk.limits.max_gross_exposure = 1;
  hold(desk.snapshot, "GLD", shares(250), 200);  // 50,000
  desk.snapshot.open = {open_order("GLD", OrderSide::Sell, shares(250))};
  CHECK(desk.buys(100) == "");
  CHECK(desk.buys(101) == "max_gross_exposure");
  desk.snapshot.open = {open_order("SPY", OrderSide::Buy, shares(10))};
  CHECK(desk.buys(90) == "");
  CHECK(desk.buys(91) == "max_gross_exposure");
  desk.snapshot.open = {open_order("SPY", OrderSide::Sell, shares(4))};
  hold(desk.snapshot, "SPY", shares(10), 500);
  desk.targets[0] = target("SPY", shares(0));
  CHECK(desk.sells(6) == "");
  CHECK(desk.sells(7) == "target");  // both filled would be short
}

TEST_CASE("an order goes towards its target, not beyond it, and not through flat") {
  Desk desk;
  desk.targets[0] = target("SPY", shares(20));
  CHECK(desk.buys(20) == "");
  CHECK(desk.stops(OrderSide::Buy, shares(20) + Quantity{1}) == "target");
  CHECK(desk.buys(40) == "target");  // doubled
  CHECK(desk.sells(1) == "target");
  CHECK(desk.buys(0) == "target");
  CHECK(desk.buys(-1) == "target");
  CHECK(desk.stops(OrderSide::Buy, {std::numeric_limits<std::int64_t>::max()}) == "target");
  CHECK(desk.stops(OrderSide::Buy, shares(1), "GLD") == "target");
  hold(desk.snapshot, "SPY", shares(-5), 500);
  CHECK(desk.buys(5) == "");
  CHECK(desk.buys(6) == "target");
  hold(desk.snapshot, "SPY", shares(30), 500);
  CHECK(desk.sells(10) == "");
  CHECK(desk.sells(11) == "target");
  CHECK(desk.buys(1) == "target");
  desk.targets[0].frozen = "a has no signal";
  CHECK(desk.sells(10) == "target");
}

TEST_CASE("quantities do not wrap around") {
  Desk desk;
  hold(desk.snapshot, "SPY", shares(1), 500);
  CHECK(desk.stops(OrderSide::Buy, {std::numeric_limits<std::int64_t>::max()}) == "target");
}

TEST_CASE("nothing is entered without equity or prices; exits are sent") {
  Desk desk;
  hold(desk.snapshot, "QQQ", shares(-10), 400);
  for (const double equity : {not_a_number, 0.0, -1.0}) {
    CAPTURE(equity);
    desk.snapshot.account.equity = equity;
    CHECK(desk.buys(1) == "max_drawdown");
    CHECK(desk.stops(OrderSide::Sell, shares(1), "QQQ") == "max_drawdown");
  }
  for (const double price : {not_a_number, 0.0, -1.0}) {
    CAPTURE(price);
    Desk other;
    hold(other.snapshot, "QQQ", shares(-10), 400);
    other.snapshot.last_price.clear();
    other.targets = {target("SPY", shares(5)), target("QQQ", shares(0), 400)};
    for (Target& each : other.targets) each.price = each.close = price;
    other.snapshot.holdings["QQQ"].price = price;
    CHECK(other.buys(1) == "require_price");
    CHECK(other.stops(OrderSide::Buy, shares(10), "QQQ") == "");
    other.targets[0].close = other.targets[0].price = 500;
    CHECK(other.buys(1) == "");  // QQQ counts at its entry price
    other.snapshot.holdings["QQQ"].entry_price = price;
    CHECK(other.buys(1) == "max_gross_exposure");  // nobody knows what it is worth
  }
}
