#include "runtime/trade/execution.hpp"

#include "tests/runtime/temporary_folder.hpp"
#include "tests/runtime/trade/facts.hpp"
#include "tests/runtime/trade/simulated_account.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <map>
#include <random>
#include <string>
#include <vector>

using namespace stratgen;
using testing::want;

namespace {

// A workspace, and a clock that only sleeping moves.
struct Desk {
  testing::TemporaryFolder folder = {};
  SimulatedAccount broker;
  ExecutionTerms terms = {};
  std::vector<LoggedEvent> events = {};
  std::optional<Breach> forbidden = {};

  explicit Desk(unsigned seed = 1)
      : broker(100'000, {{"SPY", 500}, {"QQQ", 400}, {"GLD", 200}}, seed) {}

  Result<ExecutionOutcome> attempt(const std::vector<Want>& wants) {
    auto log = TradeLog::open(folder.folder());
    REQUIRE(log);
    LoggedRun run;
    run.account = "account-1";
    run.started = broker.now();
    for (const Want& want : wants) {
      LoggedSignal signal;
      signal.strategy = want.strategy;
      signal.symbol = want.symbol;
      signal.weight = want.weight;
      signal.share = want.share;
      signal.price = want.close;
      signal.error = want.error;
      signal.bar = want.bar;
      run.signals.push_back(signal);
    }
    const auto id = log->begin_run(run);
    REQUIRE(id);
    run.id = *id;
    const ExecutionHooks hooks{[&](double seconds) { broker.advance(std::int64_t(seconds) + 1); },
                               [] { return false; }, [&] { return forbidden; },
                               [&](const LoggedEvent& event) { events.push_back(event); }};
    return carry_out(wants, run, broker, *log, terms, hooks);
  }
  // One that gets to its end.
  ExecutionOutcome run(const std::vector<Want>& wants) {
    const auto ended = attempt(wants);
    REQUIRE(ended);
    return *ended;
  }
};

bool tells(const std::vector<LoggedEvent>& events, const std::string& kind,
           const std::string& text) {
  for (const LoggedEvent& event : events)
    if (event.kind == kind && event.text.find(text) != std::string::npos) return true;
  return false;
}

constexpr std::int64_t bar = 1'699'990'000;
constexpr std::int64_t next_bar = bar + 86400;

// What two strategies want at a bar, each in its own symbol: a share of its part of the capital.
Want spy(double weight, double share, std::int64_t at = bar) {
  return want("a", "SPY", weight, share, 500, at);
}
Want qqq(double weight, double share, std::int64_t at = bar) {
  return want("b", "QQQ", weight, share, 400, at);
}

}  // namespace

TEST_CASE("an account gets to its targets, and back to flat") {
  Desk desk;
  const auto bought = desk.run({spy(0.5, 1), qqq(0.5, 0.5)});
  CHECK(desk.broker.held("SPY") == shares(100));  // 100,000 * 0.5 / 500
  CHECK(to_text(desk.broker.held("QQQ")) == "62.5");
  CHECK(bought.missed.empty());
  CHECK(bought.waiting.empty());

  desk.run({spy(0.5, 1), qqq(0.5, 0.5)});
  CHECK(desk.broker.submissions() == 2);

  desk.run({spy(0.5, 0, next_bar), qqq(0.5, 0.5, next_bar)});
  CHECK(desk.broker.held("SPY") == Quantity{});
  CHECK(to_text(desk.broker.held("QQQ")) == "62.5");
}

TEST_CASE(
    "a position of a strategy that is gone is closed, and one of somebody else is left alone") {
  Desk desk;
  desk.broker.hold("GLD", shares(7), 200);
  desk.run({spy(1, 0.5)});
  desk.run({qqq(1, 0.5, next_bar)});
  CHECK(desk.broker.held("SPY") == Quantity{});
  CHECK(desk.broker.held("QQQ") > Quantity{});
  CHECK(desk.broker.held("GLD") == shares(7));
}

TEST_CASE("a symbol that nobody wants any more is left each time it comes to that") {
  Desk desk;
  for (int again = 0; again < 2; ++again) {
    const std::int64_t later = bar + 20 * 86400 * again;
    desk.run({spy(0.5, 1, later)});
    desk.run({qqq(0.5, 0, later + 86400)});
    CHECK(desk.broker.held("SPY") == Quantity{});
    desk.broker.advance(20 * 86400);
  }
  CHECK(desk.broker.orders().size() == 4);
}

TEST_CASE("a position changes its side through flat") {
  Desk desk;
  desk.broker.shorting = true;
  desk.run({spy(1, 0.5)});
  desk.run({spy(1, -0.5, next_bar)});
  CHECK(desk.broker.held("SPY") == shares(-100));
  REQUIRE(desk.broker.orders().size() == 3);
  CHECK(desk.broker.orders()[1].quantity == shares(100));
  CHECK(desk.broker.orders()[2].quantity == shares(100));
}

TEST_CASE("orders while the market is closed wait, and are adopted by the next run") {
  Desk desk;
  desk.broker.is_open = false;
  const std::vector<Want> wants = {spy(1, 0.5)};
  const auto first = desk.run(wants);
  CHECK(first.waiting == std::vector<std::string>{"SPY"});
  desk.run(wants);
  CHECK(desk.broker.submissions() == 1);
  desk.broker.is_open = true;
  desk.broker.rest();
  CHECK(desk.broker.held("SPY") == shares(100));
}

TEST_CASE("an order of ours that nobody wants any more is cancelled") {
  Desk desk;
  desk.broker.is_open = false;
  desk.run({spy(1, 0.5)});
  desk.run({spy(1, 0.0, next_bar)});
  REQUIRE(desk.broker.orders().size() == 1);
  CHECK(desk.broker.orders()[0].status == "canceled");
}

TEST_CASE("an order of ours in a symbol that nobody wants any more is cancelled") {
  Desk desk;
  desk.broker.is_open = false;
  desk.run({spy(1, 0.9)});
  OrderRequest by_hand;
  by_hand.client_order_id = "by hand";
  by_hand.symbol = "GLD";
  by_hand.quantity = shares(1);
  desk.broker.place(by_hand);
  const auto others = desk.run({qqq(1, 0.9)});
  CHECK(others.breaches.empty());  // what is cancelled counts no more
  REQUIRE(desk.broker.orders().size() == 3);
  CHECK(desk.broker.orders()[0].status == "canceled");
  CHECK(desk.broker.orders()[1].open);
}

TEST_CASE("a refused order is told, and not sent again in this run") {
  Desk desk;
  desk.broker.faults.refused = 1;
  const auto run = desk.run({spy(1, 0.5)});
  CHECK(desk.broker.submissions() == 1);
  REQUIRE(run.refusals.size() == 1);
  CHECK(run.refusals[0].find("wash trade") != std::string::npos);
  CHECK(run.missed == std::vector<std::string>{"SPY"});
}

TEST_CASE("a strategy without a signal freezes its symbol only") {
  Desk desk;
  desk.run({spy(0.5, 1), qqq(0.5, 1)});
  Want stale = spy(0.5, 0, next_bar);
  stale.error = "its bars are old";
  const auto run = desk.run({stale, qqq(0.5, 0, next_bar)});
  CHECK(desk.broker.held("SPY") == shares(100));
  CHECK(desk.broker.held("QQQ") == Quantity{});
  CHECK(run.missed == std::vector<std::string>{"SPY"});
}

TEST_CASE("an account that is blocked is not traded") {
  Desk desk;
  desk.broker.blocked = "trading_blocked";
  const auto run = desk.attempt({spy(1, 0.5)});
  REQUIRE_FALSE(run);
  CHECK(run.error().fault == Fault::Service);
  CHECK(desk.broker.submissions() == 0);
}

TEST_CASE("assets that cannot be traded are left as they are") {
  Desk desk;
  desk.broker.gone = {"SPY"};
  desk.broker.assets["QQQ"] = {.symbol = "QQQ", .tradable = false, .reason = "inactive"};
  desk.broker.assets["GLD"] = {.symbol = "GLD", .fractionable = false};
  const auto run = desk.run({spy(0.3, 1), qqq(0.3, 1), want("c", "GLD", 0.3, 1.001, 200, bar)});
  CHECK(desk.broker.held("GLD") == shares(150));  // 100,000 * 0.3 * 1.001 / 200 = 150.15
  CHECK(desk.broker.submissions() == 1);
  CHECK(tells(desk.events, "frozen", "no such symbol"));
  CHECK(tells(desk.events, "frozen", "inactive"));
}

TEST_CASE("what is forbidden is not sent") {
  Desk desk;
  desk.forbidden = Breach{"kill_switch", "STOP is there"};
  const auto run = desk.run({spy(1, 0.5)});
  CHECK(desk.broker.submissions() == 0);
  REQUIRE(run.breaches.size() == 1);
  CHECK(run.breaches[0].limit == "kill_switch");
}

TEST_CASE("equal slices over time") {
  Desk desk;
  desk.terms.orders.style = OrderStyle::Twap;
  desk.terms.orders.slices = 4;
  desk.terms.slice_seconds = 600;
  const std::int64_t began = desk.broker.now();
  desk.run({spy(1, 0.5)});
  CHECK(desk.broker.held("SPY") == shares(100));
  REQUIRE(desk.broker.orders().size() == 4);
  for (const AccountOrder& order : desk.broker.orders()) CHECK(order.quantity == shares(25));
  CHECK(desk.broker.now() - began >= 1800);
}

// The order is right however often its sender dies: a run is killed at any call, before or after
// it, and begins anew, until one comes through.
TEST_CASE("no order is doubled, whatever is lost, late or killed") {
  int kills = 0;
  for (unsigned seed = 1; seed <= 30; ++seed) {
    CAPTURE(seed);
    Desk desk(seed);
    std::mt19937_64 random(seed);
    desk.broker.shorting = seed % 3 == 0;
    desk.broker.faults = {.lost = 0.1,
                          .unsent = 0.1,
                          .late = 0.1,
                          .busy = 0.05,
                          .refused = 0.02,
                          .partial = 0.2,
                          .ended = 0.05,
                          .failed = 0.01,
                          .killed = 0.03};
    desk.terms.limits.max_orders_per_minute = 1000;
    for (int session = 0; session < 5; ++session) {
      CAPTURE(session);
      const std::int64_t now = desk.broker.now() - 3600;
      const auto share = [&] {
        return double(std::uniform_int_distribution(desk.broker.shorting ? -2 : 0, 2)(random)) / 2;
      };
      const std::vector<Want> wants = {spy(0.4, share(), now), qqq(0.3, share(), now),
                                       want("c", "SPY", 0.2, share(), 500, now)};
      std::map<std::string, Quantity> before;
      for (const char* const symbol : {"SPY", "QQQ"}) before[symbol] = desk.broker.held(symbol);
      const std::size_t fills_before = desk.broker.fills().size();
      std::optional<ExecutionOutcome> outcome;
      for (int tries = 0; tries < 200 && !outcome; ++tries) {
        try {
          auto run = desk.attempt(wants);
          if (run && run->missed.empty() && run->waiting.empty()) outcome = std::move(*run);
        } catch (const Killed&) {
          ++kills;
        }
      }
      REQUIRE(outcome);
      desk.broker.rest();
      for (const Target& target : outcome->targets) {
        CAPTURE(target.symbol);
        const double off = to_double(desk.broker.held(target.symbol) - target.quantity);
        CHECK(std::abs(off) <= 0.02 * std::abs(to_double(target.quantity)));
        // Fills went one way only, to flat and beyond it where the side changed.
        double moved = 0;
        for (std::size_t i = fills_before; i < desk.broker.fills().size(); ++i)
          if (desk.broker.fills()[i].symbol == target.symbol)
            moved += to_double(desk.broker.fills()[i].quantity);
        const double needed =
            std::abs(to_double(desk.broker.held(target.symbol) - before[target.symbol]));
        CHECK(moved == doctest::Approx(needed).epsilon(1e-9));
      }
      for (const AccountOrder& order : desk.broker.orders()) CHECK_FALSE(order.open);
      desk.broker.advance(86400);
    }
  }
  MESSAGE(kills, " kills");
  CHECK(kills > 200);
}

TEST_CASE("a position that was frozen is not sold when its signals are back") {
  Desk desk;
  const std::vector<Want> yesterday = {spy(0.5, 1, bar - 86400),
                                       want("b", "SPY", 0.5, 1, 500, bar - 86400)};
  desk.run(yesterday);
  CHECK(desk.broker.held("SPY") == shares(200));
  std::vector<Want> today = {spy(0.5, 1), want("b", "SPY", 0.5, 1, 500, bar)};
  today[0].error = "its bars are old";
  desk.run(today);
  today[0].error.clear();
  desk.run(today);
  CHECK(desk.broker.held("SPY") == shares(200));
  CHECK(desk.broker.orders().size() == 1);
}

TEST_CASE("a position that nobody wants any more can be closed again and again") {
  Desk desk;
  for (int month = 0; month < 3; ++month) {
    const std::int64_t day = desk.broker.now() - 3600;
    desk.run({spy(0.5, 1, day)});
    CHECK(desk.broker.held("SPY") == shares(100));
    desk.run({qqq(0.5, 0, day)});
    CHECK(desk.broker.held("SPY") == Quantity{});
    desk.broker.advance(30 * 86400);
  }
}

TEST_CASE("an order that was filled after its run is a position of ours in the next one") {
  Desk desk;
  desk.broker.is_open = false;
  desk.run({spy(1, 0.5)});
  desk.broker.is_open = true;
  desk.broker.rest();
  REQUIRE(desk.broker.held("SPY") == shares(100));
  desk.run({qqq(1, 0, next_bar)});
  CHECK(desk.broker.held("SPY") == Quantity{});
}

namespace {

Want guarded(double share, std::int64_t day) {
  Want guarded = spy(1, share, day);
  guarded.stop = 450;
  guarded.target = 560;
  return guarded;
}

Quantity net(const Desk& desk) {
  const auto log = TradeLog::open(desk.folder.folder());
  REQUIRE(log);
  const auto ours = log->net_filled("account-1");
  REQUIRE(ours);
  const auto found = ours->find("SPY");
  return found == ours->end() ? Quantity{} : found->second;
}

}  // namespace

TEST_CASE("a position that the broker left by an exit is ours no more") {
  for (const int which : {0, 1}) {
    Desk desk;
    desk.terms.orders.style = OrderStyle::Bracket;
    desk.run({guarded(0.5, bar)});
    REQUIRE(desk.broker.held("SPY") == shares(100));
    CHECK(net(desk) == shares(100));
    const std::string id = desk.broker.orders()[0].client_order_id;
    // In two parts; between them a run goes on with what is left.
    desk.broker.fill_exit(id, which, shares(40), which == 0 ? 560 : 450);
    desk.run({guarded(0.5, bar)});
    CHECK(net(desk) == shares(60));
    CHECK(tells(desk.events, "order", "exit: sell 40 of 100 filled at"));
    desk.broker.fill_exit(id, which, shares(60), which == 0 ? 560 : 450);
    desk.broker.advance(86400);
    // Somebody buys the same symbol by hand: nobody here sells it.
    desk.broker.hold("SPY", shares(7), 450);
    desk.terms.limits.max_price_gap = 1;
    desk.run({qqq(1, 0, next_bar)});
    CHECK(net(desk) == Quantity{});
    CHECK(desk.broker.held("SPY") == shares(7));
    CHECK(tells(desk.events, "ended", "exit: sell 100 of 100 filled at"));
    // The log asks for exits no more.
    const auto log = TradeLog::open(desk.folder.folder());
    CHECK(log->intents_with_exits("account-1")->empty());
  }
}

TEST_CASE("an entry whose exits were filled long after it is not entered again at the same bar") {
  Desk desk;
  desk.terms.orders.style = OrderStyle::Bracket;
  desk.terms.orders.in_force = TimeInForce::Gtc;
  desk.terms.limits.max_price_gap = desk.terms.limits.max_daily_loss = 1;
  desk.run({guarded(0.5, bar)});
  desk.broker.advance(20 * 86400);
  const std::int64_t later = bar + 20 * 86400;
  desk.run({guarded(0.5, later)});
  REQUIRE(desk.broker.held("SPY") == shares(100));
  desk.broker.fill_exit(desk.broker.orders()[0].client_order_id, 1, shares(100), 450);
  for (int again = 0; again < 3; ++again) {
    desk.run({guarded(0.5, later)});
    CHECK(desk.broker.held("SPY") == Quantity{});
  }
  desk.broker.advance(86400);
  desk.run({guarded(0.5, desk.broker.now() - 3600)});
  CHECK(desk.broker.held("SPY") > Quantity{});
}

TEST_CASE("orders that a broker refuses count for the cap of a minute and of a run") {
  Desk desk;
  desk.broker.faults.refused = 1;
  desk.terms.limits.max_orders_per_run = 1;
  const auto capped = desk.run({spy(0.5, 1), qqq(0.5, 1)});
  CHECK(desk.broker.submissions() == 1);
  REQUIRE(capped.breaches.size() == 1);
  CHECK(capped.breaches[0].limit == "max_orders_per_run");
  desk.terms.limits.max_orders_per_run = 50;
  desk.terms.limits.max_orders_per_minute = 2;
  const auto paced = desk.run({spy(0.5, 1), qqq(0.5, 1)});
  CHECK(desk.broker.submissions() == 2);
  CHECK(paced.breaches[0].limit == "max_orders_per_minute");
}

TEST_CASE("a withdrawal is no loss, and a deposit hides none") {
  Desk desk;
  desk.broker.last_equity = 100'000;
  desk.run({spy(1, 0.5)});
  desk.broker.advance(3600);
  desk.broker.transfer(-40'000);
  const auto smaller = desk.run({spy(1, 0.9, bar + 60)});
  CHECK(smaller.breaches.empty());
  CHECK(desk.broker.held("SPY") == shares(108));  // 60,000 * 0.9 / 500
  // 108 shares lose 150 each; of 60,000 that is 27 %, of them and the deposit 1.5 %.
  desk.broker.transfer(1'000'000);
  desk.broker.set_price("SPY", 350);
  desk.terms.limits.max_daily_loss = 1;
  const auto lost = desk.run({want("a", "SPY", 1, 0.95, 350, bar + 120)});
  CHECK(lost.breaches.empty());
  desk.broker.set_price("SPY", 200);
  const auto more = desk.run({want("a", "SPY", 1, 0.99, 200, bar + 180)});
  REQUIRE(more.breaches.size() == 1);
  CHECK(more.breaches[0].limit == "max_drawdown");
}
