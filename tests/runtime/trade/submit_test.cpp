#include "runtime/trade/submit.hpp"

#include "tests/runtime/trade/facts.hpp"
#include "tests/runtime/trade/logged.hpp"
#include "tests/runtime/trade/simulated_account.hpp"

#include <doctest/doctest.h>

using namespace stratgen;
using namespace stratgen::testing;

namespace {

struct Desk {
  TemporaryFolder folder = {};
  TradeLog log = opened_log(folder);
  SimulatedAccount broker{100'000, {{"SPY", 500}}, 1};
  Intent intent = {};
  std::optional<Breach> forbidden = {};
  bool interrupted = false;
  std::vector<double> waits = {};

  Desk() {
    LoggedRun run;
    run.account = "account-1";
    const auto id = log.begin_run(run);
    REQUIRE(id);
    intent.run = *id;
    intent.order = request(OrderSide::Buy, shares(10));
    intent.decided = broker.now();
    broker.is_open = false;
  }
  Result<Sent> submit() {
    return submit_once(
        intent, broker, log,
        {[&](double seconds) { waits.push_back(seconds); }, [&] { return interrupted; },
         [&] { return forbidden; }, [](const LoggedEvent&) {}});
  }
  Intent logged() const {
    const auto found = log.find("sg-1");
    REQUIRE(found);
    REQUIRE(*found);
    return **found;
  }
};

}  // namespace

TEST_CASE("an order that is taken is there, and logged") {
  Desk desk;
  const auto sent = desk.submit();
  REQUIRE(sent);
  CHECK(sent->there);
  CHECK(desk.logged().status == "accepted");
  CHECK(desk.logged().open);
  CHECK(desk.broker.submissions() == 1);
}

TEST_CASE("an order that is refused is sent once, and its reason logged") {
  Desk desk;
  desk.broker.faults.refused = 1;
  const auto sent = desk.submit();
  REQUIRE(sent);
  CHECK_FALSE(sent->there);
  CHECK(sent->why.find("wash trade") != std::string::npos);
  CHECK(desk.logged().status == "refused");
  CHECK_FALSE(desk.logged().open);
  CHECK(desk.broker.submissions() == 1);
}

TEST_CASE("an order whose answer is lost is looked up, not sent again") {
  Desk desk;
  desk.broker.faults.lost = 1;
  const auto sent = desk.submit();
  REQUIRE(sent);
  CHECK(sent->there);
  CHECK(desk.broker.submissions() == 1);
  CHECK(desk.broker.orders().size() == 1);
}

TEST_CASE("an order that arrives late is there once") {
  for (unsigned seed = 1; seed <= 100; ++seed) {
    Desk desk;
    desk.broker.faults.late = 0.8;
    for (unsigned i = 0; i < seed; ++i) (void)desk.broker.clock();
    const auto sent = desk.submit();
    desk.broker.faults.late = 0;
    for (int i = 0; i < 20; ++i) (void)desk.broker.clock();
    CHECK(desk.broker.orders().size() == 1);
    if (!sent) CHECK(desk.logged().open);
  }
}

TEST_CASE("an order that never arrives stays intended, for the next run to look up") {
  Desk desk;
  desk.broker.faults.unsent = 1;
  const auto sent = desk.submit();
  REQUIRE_FALSE(sent);
  CHECK(sent.error().fault == Fault::Service);
  CHECK(desk.logged().status == "intended");
  CHECK(desk.logged().open);
  desk.broker.faults.unsent = 0;
  const auto again = desk.submit();  // under the same id
  REQUIRE(again);
  CHECK(again->there);
}

TEST_CASE("a busy broker is waited for as long as it asks, and then left") {
  Desk desk;
  desk.broker.faults.busy = 1;
  const auto sent = desk.submit();
  REQUIRE(sent);
  CHECK_FALSE(sent->there);
  CHECK(desk.logged().status == "refused");
  CHECK(desk.waits == std::vector<double>{1, 1, 1, 1, 1});
  CHECK(desk.broker.orders().empty());
}

TEST_CASE("an order of the same id is adopted") {
  Desk desk;
  desk.broker.place(desk.intent.order);
  const auto sent = desk.submit();
  REQUIRE(sent);
  CHECK(sent->there);
  CHECK(desk.broker.orders().size() == 1);
  CHECK(desk.logged().broker_id == "order-0");
}

TEST_CASE("nothing is sent again once it is forbidden, or a signal came") {
  Desk desk;
  desk.broker.faults.unsent = 1;
  desk.forbidden = Breach{"kill_switch", "STOP is there"};
  const auto sent = desk.submit();
  REQUIRE(sent);
  REQUIRE(sent->breach);
  CHECK(sent->breach->limit == "kill_switch");
  CHECK(desk.broker.submissions() == 1);
  CHECK(desk.logged().open);
  Desk other;
  other.broker.faults.unsent = 1;
  other.interrupted = true;
  const auto stopped = other.submit();
  REQUIRE_FALSE(stopped);
  CHECK(stopped.error().fault == Fault::Interrupted);
  CHECK(other.broker.submissions() == 1);
}
