#include "tools/cli/traded_period.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>

namespace stratgen {
namespace {

constexpr std::int64_t day = 86400;
constexpr std::int64_t ever = std::numeric_limits<std::int64_t>::max();

// Bars of days one after the other; each opens at 14 and is over at 20 o'clock.
DailyBars daily(const std::vector<std::pair<double, double>>& open_and_close,
                std::int64_t date = 0) {
  DailyBars daily;
  daily.bars.clock = Clock::Dates;
  for (const auto& [open, close] : open_and_close) {
    daily.bars.time.push_back(date * day);
    daily.bars.open.push_back(open);
    daily.bars.high.push_back(std::max(open, close));
    daily.bars.low.push_back(std::min(open, close));
    daily.bars.close.push_back(close);
    daily.bars.volume.push_back(1);
    daily.ends.push_back(date * day + 20 * 3600);
    ++date;
  }
  return daily;
}

std::int64_t at(std::int64_t date, std::int64_t hour) { return date * day + hour * 3600; }

LoggedRun run(std::int64_t started, double share, Quantity target, const char* symbol = "SPY") {
  LoggedRun run;
  run.started = started;
  run.equity = 10'000;
  run.signals = {{.strategy = "a.md",
                  .symbol = symbol,
                  .signal = "LONG",
                  .weight = 0.5,
                  .share = share,
                  .target = target}};
  return run;
}

Intent intent(std::int64_t decided, OrderSide side, Quantity quantity, Quantity filled,
              double price, const char* status = "filled") {
  Intent intent;
  intent.order.symbol = "SPY";
  intent.order.side = side;
  intent.order.quantity = quantity;
  intent.decided = decided;
  intent.decision_price = price - 0.5;
  intent.filled = filled;
  intent.filled_price = price;
  intent.status = status;
  return intent;
}

const std::map<std::string, DailyBars> spy = {
    {"SPY", daily({{99, 100}, {101, 103}, {104, 102}, {103, 105}})}};

std::optional<double> as_then(const std::string&, std::int64_t) { return std::nullopt; }

TradingRecord two_runs() {
  TradingRecord record;
  // Decided before the open of day 1, and during day 3; nobody ran for day 2.
  record.runs = {run(at(1, 10), 0.8, shares(8)), run(at(3, 15), 0, {})};
  record.intents = {intent(at(1, 10), OrderSide::Buy, shares(8), shares(6), 101.5),
                    intent(at(3, 15), OrderSide::Sell, shares(6), {}, 103, "rejected")};
  record.equities = {
      {at(0, 21), 10'000}, {at(1, 10), 10'001}, {at(2, 21), 10'003}, {at(3, 21), 10'021}};
  return record;
}

TradedPeriod explained(const TradingRecord& record, std::int64_t to = ever) {
  const auto period = traded_period(record, spy, 0, to, as_then);
  if (!period) FAIL(period.error().message);
  return *period;
}

TEST_CASE("a period goes from the first session that was decided for to the last one read") {
  const TradedPeriod period = explained(two_runs());
  CHECK(period.sessions == std::vector<std::int64_t>{1, 2, 3});
  CHECK(period.runs == 2);
  CHECK(period.equity_before == 10'000);
  CHECK(period.equity_after == 10'021);
  const TradedPeriod shorter = explained(two_runs(), 2 * day);
  CHECK(shorter.sessions == std::vector<std::int64_t>{1, 2});
  CHECK(shorter.equity_after == 10'003);
  TradingRecord unread = two_runs();
  unread.equities.pop_back();
  CHECK(explained(unread).sessions.size() == 2);  // day 3 was not over at the last reading
}

TEST_CASE(
    "a fill counts in the session in which it was made, and what has no time where it was "
    "decided") {
  TradingRecord record = two_runs();
  // 8 shares decided for day 1: 2 filled that day, 3 on day 3, and one nobody knows when.
  record.intents[0].broker_id = "order-1";
  record.fills = {{"f1", "order-1", "SPY", OrderSide::Buy, shares(2), 101, at(1, 15)},
                  {"f2", "order-1", "SPY", OrderSide::Buy, shares(3), 102, at(3, 15)},
                  {"f3", "another", "SPY", OrderSide::Buy, shares(9), 50, at(2, 15)}};
  const TradedPeriod period = explained(record);
  const auto& sessions = period.symbols[0].sessions;
  REQUIRE(sessions[0].fills.size() == 2);
  CHECK(sessions[0].fills[0].shares == 2);
  CHECK(sessions[0].fills[0].price == 101);
  CHECK(sessions[0].fills[1].shares == 1);
  CHECK(sessions[0].fills[1].price == doctest::Approx(101));  // 6 * 101.5 - 2 * 101 - 3 * 102
  CHECK(sessions[1].fills.empty());
  REQUIRE(sessions[2].fills.size() == 1);
  CHECK(sessions[2].fills[0].shares == 3);
  CHECK(sessions[2].decision_price == 102.5);  // of the order decided that day
  // One that was filled before the period is held when it begins.
  record.fills[0].time = at(0, 15);
  CHECK(explained(record).symbols[0].held_before == 2);
}

TEST_CASE("exits of the broker are fills of their own day") {
  TradingRecord record = two_runs();
  record.intents[0].order.client_order_id = "sg-1";
  LoggedExit exit;
  exit.entry = "sg-1";
  exit.order.id = "leg";
  exit.order.symbol = "SPY";
  exit.order.side = OrderSide::Sell;
  exit.order.filled = exit.order.quantity = shares(6);
  exit.order.filled_price = 103.5;
  exit.order.filled_at = at(2, 15);
  record.exits = {exit};
  const TradedPeriod period = explained(record);
  const auto& sessions = period.symbols[0].sessions;
  REQUIRE(sessions[1].fills.size() == 1);
  CHECK(sessions[1].fills[0].shares == -6);
  CHECK(sessions[1].fills[0].price == 103.5);
  CHECK(sessions[1].fills[0].exit);
  CHECK_FALSE(sessions[0].fills[0].exit);
}

TEST_CASE(
    "fees and transfers are those of the period, and fees that nobody asked for are not known") {
  TradingRecord record = two_runs();
  using Kind = CashFlow::Kind;
  record.flows = {{{"early", Kind::Fee, -9, at(0, 12)}, 0},
                  {{"fee", Kind::Fee, -0.25, at(2, 12)}, 0},
                  {{"in", Kind::Transfer, 500, at(2, 12)}, 0},
                  {{"out", Kind::Transfer, -100, at(3, 12)}, 0},
                  {{"late", Kind::Fee, -9, at(3, 21)}, 0}};
  CHECK_FALSE(explained(record).fees);
  record.flows_read = at(3, 21);
  CHECK(explained(record).fees == 0.25);
  CHECK(explained(record).transferred == 400);
}

TEST_CASE("sessions have prices, positions, fills and refusals") {
  const TradedPeriod period = explained(two_runs());
  REQUIRE(period.symbols.size() == 1);
  const TradedSymbol& symbol = period.symbols[0];
  CHECK(symbol.close_before == 100);
  CHECK(symbol.wanted_before == 0);
  CHECK(symbol.held_before == 0);
  const TradedSession& first = symbol.sessions[0];
  CHECK(first.open == 101);
  CHECK(first.close == 103);
  CHECK(first.ran);
  CHECK(first.logged == 8);
  CHECK(first.recomputed == 8);
  CHECK(first.decision_price == 101);
  REQUIRE(first.fills.size() == 1);
  CHECK(first.fills[0].shares == 6);
  CHECK(first.fills[0].price == 101.5);
  CHECK_FALSE(symbol.sessions[1].ran);
  CHECK(symbol.sessions[1].recomputed == 8);  // it wants what it wanted
  CHECK(symbol.sessions[2].ran);
  CHECK(symbol.sessions[2].logged == 0);
  CHECK(symbol.sessions[2].refused == -6);
}

TEST_CASE(
    "a strategy that wants another part of its capital by today's bars is asked each session") {
  std::vector<std::int64_t> asked;
  const auto recompute = [&](const std::string& document, std::int64_t now) {
    CHECK(document == "a.md");
    asked.push_back(now);
    return std::optional<double>(now < 2 * day ? 0.8 : 0.4);
  };
  const auto period = traded_period(two_runs(), spy, 0, ever, recompute);
  REQUIRE(period.has_value());
  // The run's own moment, else the end of the bar before.
  CHECK(asked == std::vector<std::int64_t>{at(1, 10), at(1, 20), at(3, 15)});
  const auto& sessions = period->symbols[0].sessions;
  CHECK(sessions[0].recomputed == 8);
  CHECK(sessions[1].recomputed == 8);
  CHECK(sessions[2].recomputed == doctest::Approx(0.5 * 0.4 * 10'000 / 102));  // at the last close
}

TEST_CASE("the equity at a close is what the broker said of it later") {
  TradingRecord record = two_runs();
  record.equities = {{at(1, 15), 10'001}, {at(3, 15), 10'020}};
  record.runs[0].last_equity = 10'000;
  record.runs[1].last_equity = 10'012;
  const TradedPeriod period = explained(record);
  CHECK(period.sessions == std::vector<std::int64_t>{1, 2});  // day 3 is not over
  CHECK(period.equity_before == 10'000);
  CHECK(period.equity_after == 10'012);
}

TEST_CASE("the equity at a close is told by runs from New York's midnight on, in summer too") {
  constexpr std::int64_t june_30 = 180;  // of 1970
  const std::map<std::string, DailyBars> summer = {
      {"SPY", daily({{99, 100}, {101, 103}, {104, 102}, {103, 105}}, june_30)}};
  const auto equity_before = [&](std::int64_t started) {
    TradingRecord record;
    record.runs = {run(started, 0.8, shares(8))};
    record.runs[0].last_equity = 9'990;
    record.equities = {{started, 10'001}, {at(june_30 + 2, 21), 10'020}};
    const auto period = traded_period(record, summer, 0, ever, as_then);
    REQUIRE(period.has_value());
    CHECK(period->sessions == std::vector<std::int64_t>{june_30 + 2});
    return period->equity_before;
  };
  const std::int64_t midnight = at(june_30 + 2, 4);
  CHECK(equity_before(midnight) == 9'990);       // at the close of July 1
  CHECK(equity_before(midnight - 1) == 10'001);  // 9,990 was at that of June 30
}

TEST_CASE("what was before the period is where it begins") {
  const auto period = traded_period(two_runs(), spy, 2 * day, ever, as_then);
  REQUIRE(period.has_value());
  CHECK(period->sessions == std::vector<std::int64_t>{3});
  CHECK(period->runs == 1);
  CHECK(period->symbols[0].close_before == 102);
  CHECK(period->symbols[0].held_before == 6);
  CHECK(period->symbols[0].wanted_before == 8);
  CHECK(period->equity_before == 10'003);
}

TEST_CASE("a run without a signal for a symbol did not run for it") {
  TradingRecord record = two_runs();
  record.runs[1].signals[0].error = "bars are missing";
  const TradedPeriod period = explained(record);
  CHECK_FALSE(period.symbols[0].sessions[2].ran);
  CHECK(period.symbols[0].sessions[2].recomputed == 8);
}

TEST_CASE("a log that says too little is an error that says what to do") {
  TradingRecord record = two_runs();
  record.equities.resize(1);
  CHECK(traded_period(record, spy, 0, ever, as_then).error().message.find("equity") !=
        std::string::npos);
  CHECK(traded_period({}, spy, 0, ever, as_then).error().message.find("--from") !=
        std::string::npos);
  CHECK_FALSE(traded_period(two_runs(), {}, 0, ever, as_then).has_value());
}

TEST_CASE("fills of whatever log leave nothing outside where the equity is of the closes") {
  std::mt19937 random(20260306);
  const auto pick = [&](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
  };
  for (int round = 0; round < 100; ++round) {
    CAPTURE(round);
    std::vector<std::pair<double, double>> prices;
    for (int i = 0; i < 12; ++i) prices.emplace_back(pick(90, 110), pick(90, 110));
    const std::map<std::string, DailyBars> bars = {{"SPY", daily(prices)}};
    TradingRecord record;
    double cash = 10'000, position = 0;
    for (std::int64_t date = 0; date < 12; ++date) {
      if (date > 0 && pick(0, 3) > 0) {
        record.runs.push_back(run(at(date, 10), pick(-2, 2) / 2.0, shares(pick(-10, 10))));
        for (int n = pick(0, 2); n > 0; --n) {
          const OrderSide side = pick(0, 1) == 0 ? OrderSide::Buy : OrderSide::Sell;
          const int quantity = pick(1, 10), filled = pick(0, quantity);
          const double price = pick(90, 110);
          record.intents.push_back(intent(at(date, 10), side, shares(quantity), shares(filled),
                                          price, pick(0, 1) == 0 ? "canceled" : "rejected"));
          const double sign = side == OrderSide::Buy ? 1 : -1;
          position += sign * filled;
          cash -= sign * filled * price;
        }
      }
      const double close = prices[static_cast<std::size_t>(date)].second;
      record.equities.emplace_back(at(date, 20), cash + position * close);
    }
    const auto recompute = [&](const std::string&, std::int64_t) {
      return std::optional<double>(pick(-2, 2) / 2.0);
    };
    const auto period = traded_period(record, bars, 0, ever, recompute);
    if (record.runs.empty()) continue;
    REQUIRE(period.has_value());
    const Gap gap =
        explain_gap(period->symbols, 0.001, 0, period->equity_after - period->equity_before);
    CHECK(std::abs(gap.parts[std::size_t(GapPart::Outside)]) <= 5);  // rounding of nine amounts
  }
}

}  // namespace
}  // namespace stratgen
