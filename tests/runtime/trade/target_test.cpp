#include "runtime/trade/target.hpp"

#include "tests/runtime/trade/facts.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace stratgen;
using namespace stratgen::testing;

namespace {

Snapshot market() {
  Snapshot snapshot = account_of();
  list(snapshot, "SPY", 300);
  return snapshot;
}

Target only(const std::vector<Want>& wants, const Snapshot& snapshot, bool whole = false) {
  const auto targets = targets_of(wants, {}, snapshot, whole);
  REQUIRE(targets.size() == 1);
  return targets[0];
}

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("quantities are rounded towards zero to what the asset allows") {
  Snapshot snapshot = market();
  const std::vector<Want> wants = {want("a", "SPY", 0.5, 1)};
  CHECK(to_text(only(wants, snapshot).quantity) == "166.666666666");  // 50,000 / 300
  CHECK(only(wants, snapshot, true).quantity == shares(166));
  snapshot.assets["SPY"].step = {100'000'000};
  CHECK(to_text(only(wants, snapshot).quantity) == "166.6");
  snapshot.assets["SPY"].fractionable = false;
  CHECK(only(wants, snapshot).quantity == shares(166));
  snapshot.assets["SPY"].crypto = true;
  CHECK(to_text(only(wants, snapshot, true).quantity) == "166.6");
}

TEST_CASE("shorts are whole, and only where they are allowed") {
  Snapshot snapshot = market();
  const std::vector<Want> wants = {want("a", "SPY", 0.5, -1)};
  CHECK(only(wants, snapshot).quantity == shares(-166));
  snapshot.assets["SPY"].shortable = false;
  CHECK(only(wants, snapshot).quantity == Quantity{});
  CHECK(only(wants, snapshot).note.find("borrowed") != std::string::npos);
  hold(snapshot, "SPY", shares(-40), 300);  // borrowed before
  CHECK(only(wants, snapshot).quantity == shares(-40));
  hold(snapshot, "SPY", shares(-400), 300);
  CHECK(only(wants, snapshot).quantity == shares(-166));
  hold(snapshot, "SPY", shares(40), 300);
  CHECK(only(wants, snapshot).quantity == Quantity{});
  snapshot.account.shorting = false;
  CHECK(only(wants, snapshot).quantity == Quantity{});
  CHECK(only(wants, snapshot).note.find("may not sell short") != std::string::npos);
}

TEST_CASE("strategies that share a symbol are netted, and each has its part") {
  Snapshot snapshot = market();
  const Target target = only({want("a", "SPY", 0.3, 1), want("b", "SPY", 0.6, -0.5)}, snapshot);
  CHECK(target.quantity == Quantity{});
  REQUIRE(target.parts.size() == 2);
  CHECK(target.parts[0].quantity == shares(100));
  CHECK(target.parts[1].quantity == shares(-100));
  snapshot.account.shorting = false;  // b's short is a's long sold
  CHECK(only({want("a", "SPY", 0.3, 1), want("b", "SPY", 0.3, -0.5)}, snapshot).quantity ==
        shares(50));
}

TEST_CASE("a decided quantity stays whatever prices do") {
  Snapshot snapshot = market();
  Want decided = want("a", "SPY", 0.5, 1);
  decided.decided = shares(100);
  CHECK(only({decided}, snapshot).quantity == shares(100));
  CHECK(only({decided, want("b", "SPY", 0.3, 1)}, snapshot).quantity == shares(200));
}

TEST_CASE("of bars of several lengths the newest one counts, in any order") {
  Want daily = want("a", "SPY", 0.3, 1, 290), hourly = want("b", "SPY", 0.3, 1, 299);
  daily.bar = last_bar - 86'400;
  daily.volume = 8000;
  hourly.volume = 1000;
  for (const auto& wants : {std::vector{daily, hourly}, std::vector{hourly, daily}}) {
    const Target target = only(wants, market());
    CHECK(target.bar == last_bar);
    CHECK(target.close == 299);
    CHECK(target.volume == 1000);
  }
}

TEST_CASE("a stop belongs to one strategy only") {
  Want a = want("a", "SPY", 0.3, 1), b = want("b", "SPY", 0.3, 1);
  a.stop = 280;
  a.target = 330;
  CHECK(only({a}, market()).stop == 280);
  CHECK(only({a}, market()).take_profit == 330);
  CHECK(only({a, b}, market()).stop == 0);
  b.share = 0;
  CHECK(only({a, b}, market()).stop == 280);
}

TEST_CASE("what cannot be decided is frozen where it is") {
  Snapshot snapshot = market();
  hold(snapshot, "SPY", shares(7), 300);
  Want failed = want("a", "SPY", 0.5, 0);
  failed.error = "stale";
  const auto frozen = [&](const std::vector<Want>& wants) {
    const Target target = only(wants, snapshot);
    CHECK(target.quantity == shares(7));
    return target.frozen;
  };
  CHECK(frozen({failed, want("b", "SPY", 0.5, 1)}) == "a has no signal");
  CHECK(frozen({want("b", "SPY", 0.5, 1), failed}) == "a has no signal");
  CHECK(frozen({want("b", "SPY", 0.5, not_a_number)}).find("no size") != std::string::npos);
  CHECK(frozen({want("b", "SPY", 1e9, 1e9)}).find("no size") != std::string::npos);
  for (const double equity : {not_a_number, 0.0, -5.0}) {
    snapshot.account.equity = equity;
    CHECK(frozen({want("b", "SPY", 0.5, 1)}) == "the account has no equity");
    CHECK(only({want("b", "SPY", 0.5, 0)}, snapshot).quantity == Quantity{});
  }
  snapshot.account.equity = 100'000;
  snapshot.assets["SPY"].tradable = false;
  snapshot.assets["SPY"].reason = "halted";
  CHECK(frozen({want("b", "SPY", 0.5, 1)}) == "it cannot be traded: halted");
  snapshot.assets.clear();
  CHECK(frozen({want("b", "SPY", 0.5, 1)}) == "the broker has no such symbol");
}

TEST_CASE("parts that are too large together are no negative position") {
  Snapshot snapshot = market();
  snapshot.last_price["SPY"] = 1e-5;  // 6e9 each, and 9.2e9 is the most
  CHECK(
      only({want("a", "SPY", 0.6, 1), want("b", "SPY", 0.6, 1)}, snapshot).frozen.find("no size") !=
      std::string::npos);
}

TEST_CASE("without a last price the last close counts, and without both nothing is done") {
  Snapshot snapshot = market();
  snapshot.last_price.clear();
  CHECK(only({want("a", "SPY", 0.5, 1, 250)}, snapshot).quantity == shares(200));
  CHECK(only({want("a", "SPY", 0.5, 1, 0)}, snapshot).frozen == "it has no price");
  CHECK(only({want("a", "SPY", 0.5, 1, not_a_number)}, snapshot).frozen == "it has no price");
}

TEST_CASE("a position that nobody wants is closed at the newest bar of the others") {
  Snapshot snapshot = market();
  list(snapshot, "GLD", 200);
  hold(snapshot, "GLD", shares(3), 200);
  const auto targets = targets_of({want("a", "SPY", 0.5, 1)}, {"GLD", "SPY"}, snapshot, false);
  REQUIRE(targets.size() == 2);
  CHECK(targets[0].symbol == "GLD");
  CHECK(targets[0].quantity == Quantity{});
  CHECK(targets[0].bar == last_bar);
  const auto alone = targets_of({}, {"GLD"}, snapshot, false);
  CHECK(alone[0].bar == 1'699'920'000);  // the day of now: 19675 * 86,400
}
