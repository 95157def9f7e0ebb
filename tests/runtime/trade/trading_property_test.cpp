// Plan and guard against each other, over accounts made at random.
#include "tests/runtime/trade/facts.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace stratgen;
using namespace stratgen::testing;

namespace {

const Decider decider = {"account-1", "a\nb"};
const std::vector<std::string> symbols = {"AAA", "BBB", "CCC"};

class World {
 public:
  explicit World(unsigned seed) : random_(seed) {
    for (const std::string& symbol : symbols) {
      list(snapshot, symbol, 100);
      snapshot.assets[symbol].fractionable = chance(0.7);
      if (chance(0.6)) hold(snapshot, symbol, position(symbol), 100);
      targets.push_back(target(symbol, chance(0.2) ? Quantity{} : position(symbol), 100));
    }
    terms.band = chance(0.5) ? 0 : 0.02;
    terms.style = chance(0.2) ? OrderStyle::Limit : OrderStyle::Market;
    if (chance(0.2)) terms.style = OrderStyle::Twap;
    if (terms.style == OrderStyle::Twap) terms.slices = 1 + int(random_() % 4);
  }

  bool chance(double p) { return std::bernoulli_distribution(p)(random_); }

  // Fills a part of each, or all.
  void fill(AccountOrder& order, bool all) {
    Quantity part = order.quantity - order.filled;
    if (!all && is_whole(part)) part = shares(part.nano / 2'000'000'000);
    order.filled += part;
    order.open = order.filled != order.quantity;
    AccountPosition& held = snapshot.holdings[order.symbol];
    held.symbol = order.symbol;
    held.price = 100;
    held.quantity += signed_quantity(order.side, part);
  }

  void take(const Plan& plan, bool all) {
    for (const PlannedCancel& cancel : plan.cancels)
      std::erase_if(snapshot.open,
                    [&](const AccountOrder& order) { return order.id == cancel.order.id; });
    for (const PlannedOrder& planned : plan.orders) {
      const OrderRequest& order = planned.order;
      snapshot.open.push_back(
          open_order(order.symbol, order.side, order.quantity, order.client_order_id));
      snapshot.sent.push_back(snapshot.open.back());
    }
    for (AccountOrder& order : snapshot.open) fill(order, all);
    std::erase_if(snapshot.open, [](const AccountOrder& order) { return !order.open; });
  }

  Snapshot snapshot = account_of();
  std::vector<Target> targets;
  OrderTerms terms;

 private:
  Quantity position(const std::string& symbol) {
    const std::int64_t whole = std::uniform_int_distribution<std::int64_t>(-300, 300)(random_);
    const bool fractions = whole > 0 && snapshot.assets[symbol].fractionable;
    return shares(whole) + Quantity{fractions ? std::int64_t(random_() % 1'000'000'000) : 0};
  }

  std::mt19937_64 random_;
};

}  // namespace

TEST_CASE("a plan never overshoots, the guard lets it pass, and enlarged it does not") {
  const Limits wide = {.max_gross_exposure = 100,
                       .max_net_exposure = 100,
                       .max_symbol_exposure = 100,
                       .max_strategy_exposure = 100};
  int orders = 0;
  for (unsigned seed = 1; seed <= 2000; ++seed) {
    CAPTURE(seed);
    World world(seed);
    for (int pass = 0; pass < 4; ++pass) {
      const Plan plan = plan_orders(world.targets, world.snapshot, world.terms, decider);
      Guard guard(wide, world.targets, {});
      guard.see(world.snapshot);
      for (const PlannedOrder& planned : plan.orders) {
        ++orders;
        CAPTURE(planned.order.symbol);
        const auto breach = guard.check(planned.order, now);
        CHECK_MESSAGE(!breach, (breach ? breach->text : ""));
        const auto held = world.snapshot.held_of(planned.order.symbol);
        Quantity wanted;
        for (const Target& target : world.targets)
          if (target.symbol == planned.order.symbol) wanted = target.quantity;
        const bool through_flat = held.nano != 0 && (held.nano > 0) != (wanted.nano > 0);
        const Quantity most = magnitude((through_flat ? Quantity{} : wanted) - held);
        CHECK(planned.order.quantity <= most);
        for (const Quantity more : {Quantity{1}, shares(1), planned.order.quantity}) {
          OrderRequest larger = planned.order;
          larger.quantity = most + more;
          CHECK(guard.check(larger, now));
        }
        OrderRequest turned = planned.order;
        turned.side = turned.side == OrderSide::Buy ? OrderSide::Sell : OrderSide::Buy;
        CHECK(guard.check(turned, now));
        guard.sent(planned.order, now);
        const Quantity twice = planned.order.quantity + planned.order.quantity;
        CHECK((twice <= magnitude(wanted - held) || guard.check(planned.order, now)));
      }
      world.take(plan, world.chance(0.5));
    }
  }
  CHECK(orders > 5000);
}

TEST_CASE("when all orders are filled, nothing is left to do") {
  for (unsigned seed = 1; seed <= 2000; ++seed) {
    CAPTURE(seed);
    World world(seed);
    for (int pass = 0; pass < 8; ++pass) {
      world.terms.slices = std::max(1, world.terms.slices - 1);
      world.take(plan_orders(world.targets, world.snapshot, world.terms, decider), pass > 0);
    }
    world.terms.slices = 1;
    CHECK(plan_orders(world.targets, world.snapshot, world.terms, decider).nothing_to_do());
    for (const Target& target : world.targets) {
      const Quantity off = magnitude(world.snapshot.held_of(target.symbol) - target.quantity);
      // Within the band, or less than the least order: 1 of money, or a whole share.
      CHECK(to_double(off) <=
            std::max(1.0, world.terms.band * std::abs(to_double(target.quantity))));
    }
  }
}
