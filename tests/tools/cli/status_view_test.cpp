#include "tools/cli/status_view.hpp"

#include "tests/tools/cli/terminal.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace stratgen {
namespace {

AccountStatus status() {
  AccountStatus status;
  status.clock = {.now = 1'751'295'600, .is_open = false, .next_open = 1'751'376'600};
  status.account.id = "paper-1";
  status.account.equity = status.account.last_equity = 100'000;
  status.account.cash = 70'000;
  status.holdings = {
      {.symbol = "SPY", .quantity = shares(100), .entry_price = 480, .price = 500, .profit = 2000},
      {.symbol = "GLD",
       .quantity = {-50'500'000'000},
       .entry_price = 210,
       .price = 200,
       .profit = 505}};
  status.wanted = {
      {.strategy = "strategies/a/sma.md", .symbol = "SPY", .price = 490, .target = shares(120)},
      {.strategy = "strategies/b/rsi.md", .symbol = "QQQ", .price = 400, .target = shares(-30)}};
  status.peak_equity = 125'000;
  status.ours = {{"SPY", shares(80)}};
  return status;
}

double use(const AccountStatus& of, const std::string& name) {
  for (const LimitUse& each : limit_uses(of, {}))
    if (each.name == name) return each.value;
  FAIL("no limit " << name);
  return 0;
}

std::string printed(const AccountStatus& of) {
  Plain plain;
  print_status(plain.console, of, {}, true);
  return plain.written();
}

bool says(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

TEST_CASE("exposure is of all positions, short ones against long ones in the net") {
  const Exposure exposure = exposure_of(status());
  CHECK(exposure.gross == doctest::Approx(0.601));  // (100 * 500 + 50.5 * 200) / 100,000
  CHECK(exposure.net == doctest::Approx(0.399));
}

TEST_CASE("the use of a limit is what comes closest to it") {
  CHECK(use(status(), "max_symbol_exposure") == doctest::Approx(0.5));  // SPY
  // 120 SPY at the 500 of the position against 30 QQQ at the 400 of the signal
  CHECK(use(status(), "max_strategy_exposure") == doctest::Approx(0.6));
  CHECK(use(status(), "max_drawdown") == doctest::Approx(0.2));
  CHECK(use(status(), "max_daily_loss") == 0);
  AccountStatus losing = status();
  losing.account.last_equity = 80'000;
  losing.account.equity = 76'000;
  CHECK(use(losing, "max_daily_loss") == doctest::Approx(0.05));
  losing.account.equity = 90'000;  // a gain is no loss
  CHECK(use(losing, "max_daily_loss") == 0);
}

TEST_CASE("a profit whose base is not known is not made up") {
  AccountStatus unknown = status();
  unknown.account.last_equity = 0;
  CHECK(std::isnan(todays_profit(unknown)));
  CHECK(std::isnan(total_profit(unknown)));
  CHECK(use(unknown, "max_daily_loss") == 0);
  CHECK(says(printed(unknown), "Today -   total -"));
}

TEST_CASE("a position is shown with what its strategies wanted, and what is nobody's") {
  const std::string text = printed(status());
  CAPTURE(text);
  CHECK(says(text, "sma 80, not of a strategy 20"));
  CHECK(says(text, "not of a strategy -50.5"));
  CHECK(says(text, "market closed until 2025-07-01 13:30 UTC"));
  const auto json = status_json(status(), {}, true);
  CHECK(json["positions"][0]["strategies"].dump() ==
        R"([{"strategy":"strategies/a/sma.md","qty":80},{"strategy":null,"qty":20}])");
  CHECK(json["positions"][1]["qty"] == -50.5);
  CHECK(json["positions"][1]["value"] == -10'100);
}

TEST_CASE("strategies share what was filled for them as they wanted it") {
  AccountStatus shared = status();
  shared.wanted.push_back(
      {.strategy = "strategies/c/ema.md", .symbol = "SPY", .price = 490, .target = shares(40)});
  CHECK(says(printed(shared), "sma 60, ema 20, not of a strategy 20"));
  shared.ours["SPY"] = shares(500);  // what the account has not is nobody's
  CHECK(says(printed(shared), "sma 75, ema 25\n"));
  shared.ours.clear();  // a bracket is closed, and somebody bought the same by hand
  CHECK(says(printed(shared), "not of a strategy 100"));
  shared.ours["SPY"] = shares(-3);
  CHECK(says(printed(shared), "not of a strategy 100"));
}

TEST_CASE("what was put in or taken out is neither profit nor loss") {
  AccountStatus moved = status();
  moved.first_equity = 120'000;
  moved.first_time = 1;
  moved.account.last_equity = 101'000;
  moved.account.equity = 50'000;
  moved.today.out = 50'000;
  moved.transferred = -65'000;
  CHECK(todays_profit(moved) == -1000);
  CHECK(total_profit(moved) == -5000);
  CHECK(use(moved, "max_daily_loss") == doctest::Approx(1000.0 / 101'000));
}

TEST_CASE("what a broker wrote cannot steer the terminal") {
  AccountStatus hostile = status();
  hostile.account.blocked = "\x1b[2Jaccount\nis blocked";
  hostile.holdings[0].symbol = "S\x1b[1mPY";
  const std::string text = printed(hostile);
  CHECK(says(text, "account is blocked"));
  CHECK_FALSE(says(text, "\x1b"));
}

TEST_CASE("a run that did not finish, and who holds the lease, are told") {
  AccountStatus running = status();
  LoggedRun run;
  run.started = 1'751'293'800;
  running.last_run = run;
  running.holder = LeaseHolder{"box", 4711, 2};
  const std::string text = printed(running);
  CAPTURE(text);
  CHECK(says(text, "Last run 2025-06-30 14:30 UTC: not finished, 0 orders"));
  CHECK(says(text, "Process 4711 on box trades the account; it said so 2 s ago."));
  CHECK(status_json(running, {}, false)["last_run"]["outcome"].is_null());
}

}  // namespace
}  // namespace stratgen
