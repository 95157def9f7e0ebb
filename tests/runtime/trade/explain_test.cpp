#include "runtime/trade/explain.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>
#include <random>

namespace stratgen {
namespace {

std::int64_t part(const GapAmounts& parts, GapPart which) {
  return parts[static_cast<std::size_t>(which)];
}

// One session at 101 to 103 with a run, after a close of 100: 10 shares are wanted and bought as
// the backtest does it.
TradedSymbol as_backtested() {
  return {.symbol = "SPY",
          .close_before = 100,
          .sessions = {{.open = 101,
                        .close = 103,
                        .ran = true,
                        .recomputed = 10,
                        .logged = 10,
                        .decision_price = 101,
                        .fills = {{10, 101}}}}};
}

TEST_CASE("an account that did what the backtest does has no gap") {
  const Gap gap = explain_gap({as_backtested()}, 0, 0, 20);
  CHECK(gap.backtest == 2000);  // 10 * (103 - 101)
  CHECK(gap.parts == GapAmounts{});
  CHECK(gap.account == 2000);
}

TEST_CASE("each part alone is what it costs") {
  TradedSymbol symbol = as_backtested();
  TradedSession& session = symbol.sessions[0];
  const auto only = [&](GapPart which, std::int64_t cents, double change, double commission = 0,
                        double fees = 0) {
    const Gap gap = explain_gap({symbol}, commission, fees, change);
    for (std::size_t i = 0; i < gap_parts; ++i) {
      CAPTURE(to_string(GapPart(i)));
      CHECK(gap.parts[i] == (GapPart(i) == which ? cents : 0));
    }
  };
  SUBCASE("data revisions") {
    session.recomputed = 12;  // 24 by today's bars, 20 by those of the day
    only(GapPart::DataRevisions, -400, 20);
  }
  SUBCASE("decision time") {
    session.decision_price = session.fills[0].price = 101.5;  // 10 * (101 - 101.5)
    only(GapPart::DecisionTime, -500, 15);
  }
  SUBCASE("fill price") {
    session.fills[0].price = 101.2;  // 10 * (101 - 101.2)
    only(GapPart::FillPrice, -200, 18);
  }
  SUBCASE("fees") {  // 10 * 101 * 0.002 = 2.02 in the backtest, 0.50 in the account
    only(GapPart::Fees, 152, 19.5, 0.002, 0.5);
  }
  SUBCASE("missed fills") {
    session.fills[0].shares = 4;  // 6 * (103 - 101) less
    only(GapPart::MissedFills, -1200, 8);
  }
  SUBCASE("an exit of the broker") {  // 10 * (103 - 102.5) less, whatever was decided that day
    session.fills.push_back({-10, 102.5, true});
    only(GapPart::MissedFills, -500, 15);
  }
  SUBCASE("rejections") {
    session.fills[0].shares = 4;
    session.refused = 6;
    only(GapPart::Rejections, -1200, 8);
  }
  SUBCASE("an order that was refused and then taken is no rejection") {
    session.refused = 10;
    only(GapPart::Rejections, 0, 20);
  }
  SUBCASE("downtime") {
    session.ran = false;
    session.fills.clear();
    session.decision_price = 0;
    only(GapPart::Downtime, -2000, 0);
  }
  SUBCASE("outside") {  // a deposit of 1000
    only(GapPart::Outside, 100'000, 1020);
  }
}

TEST_CASE("a run that was filled in part, and a session without one, worked out by hand") {
  // The first session wants 10 by today's bars, wanted 8 and got 6. In the second nobody ran, and
  // the 10 shares are sold by the backtest at the open of 104.
  const TradedSymbol symbol{.symbol = "SPY",
                            .close_before = 100,
                            .sessions = {{.open = 101,
                                          .close = 103,
                                          .ran = true,
                                          .recomputed = 10,
                                          .logged = 8,
                                          .decision_price = 101.5,
                                          .fills = {{6, 101.7}}},
                                         {.open = 104, .close = 102}}};
  const Gap gap = explain_gap({symbol}, 0.001, 0.05, 1.75);
  // 10 * (103 - 101) - 10 * (103 - 102) + 10 * (104 - 102) - 0.001 * 10 * (101 + 104)
  CHECK(gap.backtest == 2795);
  // 8 shares: 24 - 0.001 * 8 * (101 + 104) = 22.36
  CHECK(part(gap.parts, GapPart::DataRevisions) == -559);
  // at 101.5: 20 - 0.001 * 8 * (101.5 + 104) = 18.356
  CHECK(part(gap.parts, GapPart::DecisionTime) == -400);
  CHECK(part(gap.parts, GapPart::FillPrice) == -120);  // 6 * (101.5 - 101.7)
  CHECK(part(gap.parts, GapPart::Fees) == 164 - 5);    // 1.644, and 0.05 paid
  // 6 shares, sold by a run that was not there: 6 * 1.5 - 6 + 12 = 15, not 20
  CHECK(part(gap.parts, GapPart::MissedFills) == -500);
  CHECK(part(gap.parts, GapPart::Rejections) == 0);
  // 6 * 1.5 - 6 = 3, not 15
  CHECK(part(gap.parts, GapPart::Downtime) == -1200);
  // 6 * (102 - 101.7) - 0.05 = 1.75; the cent is that of rounding, by decision time and fees
  CHECK(gap.account == 175);
  CHECK(part(gap.parts, GapPart::Outside) == 0);
}

TEST_CASE("a position from before the period has no part in it while it is as wanted") {
  const TradedSymbol symbol{
      .symbol = "SPY",
      .close_before = 100,
      .wanted_before = -5,
      .held_before = -5,
      .sessions = {{.open = 101, .close = 98, .ran = true, .recomputed = -5, .logged = -5}}};
  const Gap gap = explain_gap({symbol}, 0.001, 0, 10);
  CHECK(gap.backtest == 1000);  // -5 * (98 - 100)
  CHECK(gap.parts == GapAmounts{});
}

TEST_CASE("a round trip within one session is the difference of its prices") {
  TradedSymbol symbol = as_backtested();
  symbol.sessions[0].fills = {{10, 102}, {-10, 101}};  // -10
  const Gap gap = explain_gap({symbol}, 0, 0, -10);
  CHECK(part(gap.parts, GapPart::Outside) == 0);
  CHECK(part(gap.parts, GapPart::FillPrice) == -1000);
  CHECK(part(gap.parts, GapPart::MissedFills) == -2000);
}

TradedSymbol random_symbol(std::mt19937& random, std::size_t sessions) {
  const auto between = [&](double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
  };
  TradedSymbol symbol{.symbol = "S",
                      .close_before = between(50, 150),
                      .wanted_before = between(-20, 20),
                      .held_before = between(-20, 20),
                      .sessions = {}};
  for (std::size_t i = 0; i < sessions; ++i) {
    TradedSession session{.open = between(50, 150), .close = between(50, 150)};
    session.ran = random() % 4 != 0;
    session.recomputed = between(-20, 20);
    session.logged = random() % 2 == 0 ? session.recomputed : between(-20, 20);
    if (random() % 2 == 0) session.decision_price = between(50, 150);
    for (unsigned n = random() % 4; n > 0; --n)
      session.fills.push_back({between(-10, 10), between(50, 150)});
    if (random() % 3 == 0) session.refused = between(-10, 10);
    symbol.sessions.push_back(std::move(session));
  }
  return symbol;
}

// What the fills come to, with what was held, at the last close.
double traded_profit(const TradedSymbol& symbol) {
  const double last = symbol.sessions.empty() ? symbol.close_before : symbol.sessions.back().close;
  double profit = symbol.held_before * (last - symbol.close_before);
  for (const TradedSession& session : symbol.sessions)
    for (const PricedFill& fill : session.fills) profit += fill.shares * (last - fill.price);
  return profit;
}

TEST_CASE("whatever happened, the parts add up to the gap, and fills explain all of an account") {
  std::mt19937 random(20260305);
  for (int round = 0; round < 1000; ++round) {
    CAPTURE(round);
    std::vector<TradedSymbol> symbols;
    double change = 0;
    for (unsigned n = random() % 5; n > 0; --n) {
      symbols.push_back(random_symbol(random, random() % 20));
      change += traded_profit(symbols.back());
    }
    const double fees = std::uniform_real_distribution<double>(0, 10)(random);
    const double deposit = round % 2 == 0 ? 0 : 1000;
    const Gap gap = explain_gap(symbols, 0.001, fees, change - fees + deposit);
    CHECK(std::accumulate(gap.parts.begin(), gap.parts.end(), gap.backtest) == gap.account);
    // Nothing is left for outside but the deposit and the rounding: half a cent for each of eight
    // amounts of a symbol, one for the account and one for its fees.
    const auto outside = double(part(gap.parts, GapPart::Outside));
    CHECK(std::abs(outside - 100 * deposit) <= 0.5 * (8.0 * double(symbols.size()) + 2));
  }
}

}  // namespace
}  // namespace stratgen
