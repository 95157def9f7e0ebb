#include "runtime/engine/statistics.hpp"

#include "runtime/engine/statistics_drawdowns.hpp"
#include "runtime/engine/statistics_returns.hpp"
#include "runtime/engine/statistics_spacing.hpp"
#include "runtime/engine/statistics_trades.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace stratgen {
namespace {

constexpr std::int64_t minute = 60, hour = 3600, day = 86'400;
constexpr double infinity = std::numeric_limits<double>::infinity();

std::int64_t midnight(int year, unsigned month, unsigned day_of_month) {
  const std::chrono::sys_days date =
      std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day_of_month};
  return date.time_since_epoch().count() * day;
}

const std::int64_t monday = midnight(2024, 1, 1);

Bars bars_at(std::vector<std::int64_t> time, std::vector<double> close = {}) {
  Bars bars;
  if (close.empty()) close.assign(time.size(), 10);
  bars.time = std::move(time);
  bars.close = std::move(close);
  return bars;
}

Bars daily(std::size_t count, std::int64_t first = monday) {
  std::vector<std::int64_t> time;
  for (std::size_t i = 0; i < count; ++i)
    time.push_back(first + static_cast<std::int64_t>(i) * day);
  return bars_at(time);
}

Trade trade(double size, double entry, double exit, int entry_bar, int exit_bar,
            double commission = 0) {
  Trade t;
  t.size = size;
  t.entry_price = entry;
  t.exit_price = exit;
  t.entry_bar = entry_bar;
  t.exit_bar = exit_bar;
  t.commission = commission;
  return t;
}

Statistics of(const Bars& bars, const std::vector<double>& equity,
              const std::vector<Trade>& trades = {}, int warmup = 0, double risk_free_rate = 0) {
  return compute_statistics(bars, equity, trades, warmup, {risk_free_rate, false});
}

doctest::Approx near(double value) { return doctest::Approx(value).epsilon(1e-12); }

TEST_CASE("one bar has no returns, no drawdown and no time") {
  const Statistics s = of(daily(1), {100});
  CHECK(s.duration == 0);
  CHECK(s.exposure_time_pct == 0);
  CHECK(s.equity_final == 100);
  CHECK(s.equity_peak == 100);
  CHECK(s.return_pct == 0);
  CHECK(s.buy_and_hold_return_pct == 0);
  CHECK(s.max_drawdown_pct == 0);
  CHECK(s.trades == 0);
  CHECK(s.commissions == 0);
  for (const double undefined :
       {s.annual_return_pct, s.annual_volatility_pct, s.cagr_pct, s.sharpe_ratio, s.sortino_ratio,
        s.calmar_ratio, s.beta, s.alpha_pct, s.avg_drawdown_pct, s.max_drawdown_duration,
        s.avg_drawdown_duration})
    CHECK(std::isnan(undefined));
}

TEST_CASE("two bars have one return and no spread of returns") {
  const Statistics s =
      of(bars_at({midnight(2020, 12, 31), midnight(2021, 12, 31)}, {10, 10.5}), {100, 110});
  CHECK(s.duration == 365 * day);
  CHECK(s.return_pct == near(10));
  CHECK(s.buy_and_hold_return_pct == near(5));
  CHECK(s.annual_return_pct == near(10));         // 365 days apart: one return a year
  CHECK(s.cagr_pct == near(10.007181138350519));  // 1.1 ^ (365.25 / 365) - 1
  CHECK(std::isnan(s.annual_volatility_pct));
  CHECK(std::isnan(s.sharpe_ratio));
  CHECK(s.sortino_ratio == infinity);  // no loss to divide by
  CHECK(std::isnan(s.beta));
}

TEST_CASE("after ruin the annual return is 0, the growth rate -100 % and beta undefined") {
  const Statistics s =
      of(bars_at({monday, monday + day, monday + 2 * day, monday + 3 * day}, {10, 9, 8, 9}),
         {100, 50, 0, 0});
  CHECK(s.return_pct == -100);
  CHECK(s.cagr_pct == -100);
  CHECK(s.annual_return_pct == 0);
  CHECK(s.sharpe_ratio == 0);
  CHECK(s.sortino_ratio == 0);
  CHECK(s.calmar_ratio == 0);
  CHECK(s.annual_volatility_pct ==
        near(278751894.936045770));  // var{-0.5, -1} = 0.125; sqrt(1.125^252 - 1)
  CHECK(s.max_drawdown_pct == -100);
  CHECK(s.avg_drawdown_pct == -100);
  CHECK(s.max_drawdown_duration == 3 * day);
  CHECK(std::isnan(s.beta));
  CHECK(std::isnan(s.alpha_pct));
}

TEST_CASE("without a trade everything about trades is undefined but their number and cost") {
  const Statistics s = of(daily(3), {100, 100, 100});
  CHECK(s.trades == 0);
  CHECK(s.commissions == 0);
  CHECK(s.exposure_time_pct == 0);
  for (const double undefined :
       {s.win_rate_pct, s.best_trade_pct, s.worst_trade_pct, s.avg_trade_pct, s.max_trade_duration,
        s.avg_trade_duration, s.profit_factor, s.expectancy_pct, s.sqn, s.kelly_criterion})
    CHECK(std::isnan(undefined));
}

TEST_CASE("wins, a loss and a short with commission") {
  // returns 0.1, -0.05, 0.1 - 10/1000 = 0.09; money 100, -50, 100 - 10 = 90
  const Statistics s =
      of(daily(10), std::vector<double>(10, 100),
         {trade(10, 100, 110, 1, 2), trade(10, 100, 95, 2, 4), trade(-5, 200, 180, 6, 8, 10)});
  CHECK(s.trades == 3);
  CHECK(s.commissions == 10);
  CHECK(s.exposure_time_pct == near(70));  // bars 1, 2, 3, 4 and 6, 7, 8
  CHECK(s.win_rate_pct == near(200.0 / 3));
  CHECK(s.best_trade_pct == near(10));
  CHECK(s.worst_trade_pct == near(-5));
  CHECK(s.avg_trade_pct == near(4.435366731117767));      // (1.1 * 0.95 * 1.09) ^ (1/3) - 1
  CHECK(s.expectancy_pct == near(14.0 / 3));              // (10 - 5 + 9) / 3
  CHECK(s.profit_factor == near(3.8));                    // 0.19 / 0.05: of returns, not money
  CHECK(s.sqn == near(0.96379974715011991));              // sqrt(3) * 46.67 / 83.86
  CHECK(s.kelly_criterion == near(0.49122807017543859));  // 2/3 - (1/3) / (95 / 50)
  CHECK(s.max_trade_duration == 2 * day);
  CHECK(s.avg_trade_duration == 2 * day);  // (1 + 2 + 2) / 3 days, rounded up
}

TEST_CASE("winners only have no profit factor and no Kelly criterion") {
  const Statistics s =
      of(daily(4), {100, 100, 100, 100}, {trade(1, 100, 110, 1, 2), trade(1, 100, 120, 2, 3)});
  CHECK(s.win_rate_pct == 100);
  CHECK(std::isnan(s.profit_factor));
  CHECK(std::isnan(s.kelly_criterion));
  CHECK(s.sqn == near(3));  // sqrt(2) * 15 / sqrt(50)
}

TEST_CASE("losers only have a profit factor of 0 and no Kelly criterion") {
  const Statistics s = of(daily(4), {100, 100, 100, 100}, {trade(1, 100, 90, 1, 2)});
  CHECK(s.win_rate_pct == 0);
  CHECK(s.profit_factor == 0);
  CHECK(std::isnan(s.kelly_criterion));
  CHECK(std::isnan(s.sqn));  // one trade has no deviation
}

TEST_CASE("a trade that comes out at nothing is neither won nor lost") {
  const Statistics s =
      of(daily(4), {100, 100, 100, 100}, {trade(1, 100, 100, 1, 2), trade(1, 100, 110, 2, 3)});
  CHECK(s.win_rate_pct == 50);
  CHECK(std::isnan(s.kelly_criterion));
}

TEST_CASE("equal profits have no deviation and no SQN") {
  const Statistics s =
      of(daily(4), {100, 100, 100, 100}, {trade(1, 100, 110, 1, 2), trade(1, 100, 110, 2, 3)});
  CHECK(std::isnan(s.sqn));
}

TEST_CASE("a trade that loses all that was put in makes the average trade 0") {
  const std::vector<Trade> trades = {trade(-1, 100, 210, 1, 2), trade(1, 100, 150, 2, 3)};
  const Statistics s = of(daily(4), {100, 100, 100, 100}, trades);
  CHECK(s.worst_trade_pct == near(-110));
  CHECK(s.avg_trade_pct == 0);
  CHECK(s.expectancy_pct == near(-30));  // (-1.1 + 0.5) / 2
}

TEST_CASE("a bar that two trades share is one bar of exposure") {
  const std::vector<Trade> trades = {trade(1, 100, 110, 0, 2), trade(1, 100, 110, 1, 3),
                                     trade(1, 100, 110, 3, 3)};
  CHECK(exposure(5, trades) == near(0.8));
}

TEST_CASE("weekly bars are annualised by 52") {
  const std::int64_t friday = midnight(2024, 1, 5);
  const Bars bars = bars_at({friday, friday + 7 * day, friday + 14 * day});
  // returns 0.1, -0.1: growth sqrt(0.99), variance 0.02
  const Statistics s = of(bars, {100, 110, 99});
  CHECK(s.annual_return_pct == near(-22.995685419484470));       // 0.99^26 - 1
  CHECK(s.annual_volatility_pct == near(104.1500108046775123));  // sqrt(1.01^52 - 0.99^52)
  CHECK(s.sharpe_ratio == near(-0.22079388414668992));
  CHECK(s.sortino_ratio == near(-0.45098249493227844));  // / sqrt(0.01 / 2) / sqrt(52)
  CHECK(s.calmar_ratio == near(-2.2995685419484470));    // / 0.1
}

TEST_CASE("a week ends with Sunday") {
  const std::int64_t friday = midnight(2024, 1, 5);
  const Bars bars = bars_at({friday, friday + 7 * day, friday + 14 * day, friday + 16 * day,
                             friday + 17 * day});  // three Fridays, the last one's Sunday, Monday
  const Spacing spacing{true, 7, day};
  const std::vector<double> equity = {100, 110, 1000, 99, 198};
  const std::vector<double> returns = period_returns(bars, equity, spacing);
  REQUIRE(returns.size() == 3);
  CHECK(returns[0] == near(0.1));
  CHECK(returns[1] == near(-0.1));
  CHECK(returns[2] == near(1));
}

TEST_CASE("monthly bars are annualised by 12") {
  const Bars bars = bars_at({midnight(2023, 7, 31), midnight(2023, 8, 31), midnight(2023, 9, 30),
                             midnight(2023, 10, 31)});
  const Statistics s = of(bars, {100, 102, 102 * 0.99, 102 * 0.99 * 1.03});
  CHECK(s.annual_return_pct == near(17.0281566209560908));  // (1.02 * 0.99 * 1.03)^4 - 1
}

TEST_CASE("several bars in one calendar month give one return") {
  const Bars bars = bars_at({midnight(2023, 7, 1), midnight(2023, 7, 31), midnight(2023, 8, 31)});
  const std::vector<double> returns =
      period_returns(bars, std::vector<double>{100, 200, 300}, {true, 31, day});
  REQUIRE(returns.size() == 1);
  CHECK(returns[0] == near(0.5));
}

TEST_CASE("yearly bars are annualised by 1") {
  const Bars bars = bars_at({midnight(2018, 12, 31), midnight(2019, 12, 31), midnight(2020, 12, 31),
                             midnight(2021, 12, 31)});
  const Statistics s = of(bars, {100, 120, 90, 108});         // 0.2, -0.25, 0.2
  CHECK(s.annual_return_pct == near(2.5985568006018194));     // 1.08 ^ (1/3) - 1
  CHECK(s.annual_volatility_pct == near(25.98076211353316));  // sqrt(0.0675)
}

TEST_CASE("hourly bars are resampled by day and annualised by 252") {
  const Bars bars = bars_at({monday + 9 * hour, monday + 10 * hour, monday + day + 9 * hour,
                             monday + day + 10 * hour, monday + 2 * day + 9 * hour});
  const Statistics s = of(bars, {90, 100, 80, 102, 102 * 0.99});
  CHECK(s.annual_return_pct == near(241.708798425033136));  // (1.02 * 0.99)^126 - 1
}

TEST_CASE("minute bars of one day have no daily return") {
  const Statistics s = of(bars_at({monday, monday + minute, monday + 2 * minute}), {100, 90, 110});
  CHECK(std::isnan(s.annual_return_pct));
  CHECK(std::isnan(s.annual_volatility_pct));
  CHECK(std::isnan(s.sharpe_ratio));
  CHECK(std::isnan(s.sortino_ratio));
  CHECK(std::isnan(s.calmar_ratio));
  CHECK(s.max_drawdown_duration == 2 * minute);
}

TEST_CASE("a market open at weekends has 365 days a year") {
  const Bars bars = daily(8);
  const Statistics s =
      of(bars, {100, 100 * 1.001, 100 * 1.001 * 0.998, 100 * 1.001 * 0.998 * 1.002,
                100 * 1.001 * 0.998 * 1.002 * 1.001, 100 * 1.001 * 0.998 * 1.002 * 1.001 * 0.999,
                100 * 1.001 * 0.998 * 1.002 * 1.001 * 0.999 * 1.002,
                100 * 1.001 * 0.998 * 1.002 * 1.001 * 0.999 * 1.002 * 1.001});
  CHECK(doctest::Approx(23.140335600220404).epsilon(1e-10) ==
        s.annual_return_pct);  // product ^ (365/7) - 1
}

TEST_CASE("the weekend share that makes a year 365 days is above 17.14 %") {
  CHECK(periods_per_year(daily(5)) == 252);                    // Monday to Friday
  CHECK(periods_per_year(daily(6)) == 252);                    // 1 of 6 = 16.7 %
  CHECK(periods_per_year(daily(7)) == 365);                    // 2 of 7
  CHECK(periods_per_year(daily(1, monday + 5 * day)) == 365);  // a Saturday
  CHECK(periods_per_year(daily(1, monday + 4 * day + 86'399)) == 252);
  CHECK(periods_per_year(daily(1, midnight(1965, 12, 31))) == 252);  // a Friday
  CHECK(periods_per_year(daily(1, midnight(1966, 1, 2))) == 365);    // a Sunday
}

TEST_CASE("spacing goes by the median of the last 99 distances") {
  std::vector<std::int64_t> time;
  for (int i = 0; i < 1000; ++i) time.push_back(i * minute);  // older bars do not count
  for (int i = 0; i < 100; ++i) time.push_back(monday + i * 7 * day);
  CHECK(spacing_of(bars_at(time)).days == 7);
  CHECK(spacing_of(bars_at({0, day, 3 * day})).resolution_ms == hour * 1000);  // 36 hours
  CHECK(spacing_of(bars_at({0, 90 * minute})).resolution_ms == minute * 1000);
  CHECK(spacing_of(bars_at({0, 61})).resolution_ms == 1000);
  CHECK(spacing_of(bars_at({0, 1, 3})).resolution_ms == 1);  // 1.5 seconds
  // month ends: 29, 31, 30 and 31 days have the median 30.5, which is not monthly
  CHECK(spacing_of(bars_at({midnight(2024, 1, 31), midnight(2024, 2, 29), midnight(2024, 3, 31),
                            midnight(2024, 4, 30), midnight(2024, 5, 31)}))
            .days == 30);
}

TEST_CASE("mean durations are rounded up to the finest unit of the spacing") {
  CHECK(rounded_up_mean(5 * day, 2, {true, 1, day * 1000}) == 3 * day);
  CHECK(rounded_up_mean(4 * day, 2, {true, 1, day * 1000}) == 2 * day);
  CHECK(rounded_up_mean(3 * hour, 2, {true, 0, hour * 1000}) == 2 * hour);
  CHECK(rounded_up_mean(3, 2, {true, 0, 1000}) == 2);
  CHECK(rounded_up_mean(3, 2, {true, 0, 1}) == 1.5);
  CHECK(rounded_up_mean(5, 2, {false, 0, day * 1000}) == 2.5);
  // 100,000 trades of a hundred years overflow nothing
  CHECK(rounded_up_mean(std::int64_t{100'000} * 36'525 * day, 100'000, {true, 1, day * 1000}) ==
        36'525 * day);
}

TEST_CASE("without dates durations are rows and only annual figures are undefined") {
  Bars bars = bars_at({0, 1, 2, 3}, {10, 11, 12, 13});
  bars.clock = Clock::Numbers;
  const Statistics s =
      of(bars, {100, 90, 95, 110}, {trade(1, 10, 11, 1, 2), trade(1, 10, 12, 1, 3)});
  CHECK(s.duration == 3);
  CHECK(s.max_drawdown_duration == 3);
  CHECK(s.avg_trade_duration == 1.5);  // not rounded
  CHECK(s.annual_return_pct == 0);
  CHECK(s.calmar_ratio == 0);
  for (const double undefined :
       {s.annual_volatility_pct, s.cagr_pct, s.sharpe_ratio, s.sortino_ratio})
    CHECK(std::isnan(undefined));
}

TEST_CASE("beta and alpha measure all bars against the market, buy and hold from the warm-up") {
  const Bars bars =
      bars_at({monday, monday + day, monday + 2 * day, monday + 3 * day}, {10, 10.5, 9.975, 11.97});
  const std::vector<double> equity = {100, 110, 99, 108.9};
  const Statistics s = of(bars, equity);
  CHECK(s.return_pct == near(8.9));
  CHECK(s.buy_and_hold_return_pct == near(19.7));
  CHECK(s.beta == near(0.81243445250855789));
  CHECK(s.alpha_pct == near(-7.1049587144185905));                     // 8.9 - beta * 19.7
  CHECK(of(bars, equity, {}, 2).buy_and_hold_return_pct == near(20));  // 9.975 to 11.97
  CHECK(of(bars, equity, {}, 2).beta == s.beta);
}

TEST_CASE("a risk-free rate comes off Sharpe, Sortino and alpha, not off Calmar") {
  const std::int64_t friday = midnight(2024, 1, 5);
  const Bars weekly = bars_at({friday, friday + 7 * day, friday + 14 * day});
  const Statistics without = of(weekly, {100, 110, 99}),
                   with = of(weekly, {100, 110, 99}, {}, 0, 0.01);
  CHECK(with.sharpe_ratio == near(-23.995685419484470 / 104.1500108046775123));
  CHECK(with.sortino_ratio == near(-0.23995685419484470 / (std::sqrt(0.005) * std::sqrt(52))));
  CHECK(with.calmar_ratio == without.calmar_ratio);
  const Bars bars =
      bars_at({monday, monday + day, monday + 2 * day, monday + 3 * day}, {10, 10.5, 9.975, 11.97});
  CHECK(of(bars, {100, 110, 99, 108.9}, {}, 0, 0.01).alpha_pct ==
        near(-7.2925242619100326));  // 7.9 - beta * 18.7
}

TEST_CASE("a flat market has no beta") {
  CHECK(std::isnan(of(daily(4), {100, 101, 99, 102}).beta));
}

TEST_CASE("a drawdown lasts from the bar of its peak to the bar of its recovery") {
  //                                      |-- 2 days --|         |------ 3 days, open ------|
  const std::vector<double> equity = {100, 90, 100, 100, 120, 120, 108, 114, 96};
  const Statistics s = of(daily(9), equity);
  CHECK(s.max_drawdown_pct == near(-20));
  CHECK(s.avg_drawdown_pct == near(-15));  // (10 + 20) / 2
  CHECK(s.max_drawdown_duration == 3 * day);
  CHECK(s.avg_drawdown_duration == 3 * day);  // 2.5 days, rounded up

  const std::vector<double> dd = drawdowns(equity);
  CHECK(dd[0] == 0);
  CHECK(dd[1] == near(0.1));
  CHECK(dd[7] == near(0.05));
  const std::vector<double> durations = drawdown_durations(daily(9), dd);
  for (std::size_t i = 0; i < durations.size(); ++i)
    CHECK((i == 2   ? durations[i] == 2 * day
           : i == 8 ? durations[i] == 3 * day
                    : std::isnan(durations[i])));
}

TEST_CASE(
    "a drawdown that begins at the last bar is no period; its depth stands for its duration") {
  const Statistics s = of(daily(4), {100, 110, 120, 90});
  CHECK(s.max_drawdown_pct == near(-25));
  CHECK(s.avg_drawdown_pct == near(-25));
  CHECK(s.max_drawdown_duration == near(0.25));
  CHECK(s.avg_drawdown_duration == near(0.25));
  CHECK(drawdown_durations(daily(4), drawdowns(std::vector<double>{100, 110, 120, 90})).back() ==
        near(0.25));
}

TEST_CASE("names, order and types are those of backtesting.py") {
  const std::vector<std::string> expected = {"Start",
                                             "End",
                                             "Duration",
                                             "Exposure Time [%]",
                                             "Equity Final [$]",
                                             "Equity Peak [$]",
                                             "Commissions [$]",
                                             "Return [%]",
                                             "Buy & Hold Return [%]",
                                             "Return (Ann.) [%]",
                                             "Volatility (Ann.) [%]",
                                             "CAGR [%]",
                                             "Sharpe Ratio",
                                             "Sortino Ratio",
                                             "Calmar Ratio",
                                             "Alpha [%]",
                                             "Beta",
                                             "Max. Drawdown [%]",
                                             "Avg. Drawdown [%]",
                                             "Max. Drawdown Duration",
                                             "Avg. Drawdown Duration",
                                             "# Trades",
                                             "Win Rate [%]",
                                             "Best Trade [%]",
                                             "Worst Trade [%]",
                                             "Avg. Trade [%]",
                                             "Max. Trade Duration",
                                             "Avg. Trade Duration",
                                             "Profit Factor",
                                             "Expectancy [%]",
                                             "SQN",
                                             "Kelly Criterion"};
  std::vector<std::string> names;
  for (const Statistic& statistic : named(of(daily(2), {100, 110})))
    names.emplace_back(statistic.name);
  CHECK(names == expected);
}

TEST_CASE("start and end are text with dates and numbers without; CAGR needs dates") {
  Bars bars = daily(2);
  const auto dated = named(of(bars, {100, 110}));
  CHECK(std::get<std::string>(dated[0].value) == "2024-01-01T00:00:00");
  CHECK(std::get<std::string>(dated[1].value) == "2024-01-02T00:00:00");
  CHECK(std::get<double>(dated[6].value) == 0);  // Commissions [$]
  bars.time = {0, 1};
  bars.clock = Clock::Numbers;
  const auto undated = named(of(bars, {100, 110}));
  CHECK(undated.size() == 31);
  CHECK(std::get<double>(undated[1].value) == 1);
  for (const Statistic& statistic : undated) CHECK(statistic.name != "CAGR [%]");
}

// A walk of daily bars with trades between random bars; the same seed, the same walk.
struct Walk {
  Bars bars;
  std::vector<double> equity;
  std::vector<Trade> trades;
};

Walk random_walk(unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_int_distribution<int> step(-8, 8);
  Walk walk{daily(200), {}, {}};
  double equity = 1024, close = 512;
  for (std::size_t i = 0; i < walk.bars.size(); ++i) {
    walk.equity.push_back(equity += step(random));
    walk.bars.close.set(i, close += step(random));
  }
  for (int bar = 0; bar + 20 < 200; bar += 7)
    walk.trades.push_back(trade(step(random) < 0 ? -3 : 2, 100, 100 + step(random), bar,
                                bar + 1 + std::abs(step(random))));
  return walk;
}

bool same(const Statistic& a, const Statistic& b) {
  const auto* x = std::get_if<double>(&a.value);
  const auto* y = std::get_if<double>(&b.value);
  if (x != nullptr && y != nullptr) return *x == *y || (std::isnan(*x) && std::isnan(*y));
  return a.value == b.value;
}

TEST_CASE("a shift by 400 Gregorian years, which are whole weeks, changes nothing but the dates") {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    Walk walk = random_walk(seed);
    const auto before = named(of(walk.bars, walk.equity, walk.trades));
    for (std::size_t i = 0; i < walk.bars.size(); ++i)  // to 1624: before 1970
      walk.bars.time.set(i, walk.bars.time[i] - 146'097 * day);
    const auto after = named(of(walk.bars, walk.equity, walk.trades));
    for (std::size_t k = 2; k < before.size(); ++k) {
      CAPTURE(before[k].name);
      CHECK(same(before[k], after[k]));
    }
  }
}

TEST_CASE("money in another unit, a power of two, changes nothing but money") {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    Walk walk = random_walk(seed);
    const auto before = named(of(walk.bars, walk.equity, walk.trades));
    for (double& value : walk.equity) value *= 4;
    for (std::size_t i = 0; i < walk.bars.size(); ++i)
      walk.bars.close.set(i, walk.bars.close[i] * 4);
    const auto after = named(of(walk.bars, walk.equity, walk.trades));
    for (std::size_t k = 0; k < before.size(); ++k) {
      CAPTURE(before[k].name);
      if (before[k].name.substr(0, 6) != "Equity") CHECK(same(before[k], after[k]));
    }
  }
}

TEST_CASE("drawdown periods are separate and cover every bar below a peak but perhaps the last") {
  for (unsigned seed = 1; seed <= 50; ++seed) {
    CAPTURE(seed);
    const std::vector<double> dd = drawdowns(random_walk(seed).equity);
    const std::vector<DrawdownPeriod> periods = drawdown_periods(dd);
    std::vector<bool> covered(dd.size(), false);
    std::size_t end_of_last = 0;
    for (const DrawdownPeriod& period : periods) {
      CHECK(period.from >= end_of_last);
      CHECK(dd[period.from] == 0);
      CHECK((dd[period.to] == 0 || period.to + 1 == dd.size()));
      double deepest = 0;
      for (std::size_t i = period.from; i <= period.to; ++i) {
        deepest = std::max(deepest, dd[i]);
        covered[i] = true;
      }
      CHECK(period.deepest == deepest);
      end_of_last = period.to;
    }
    for (std::size_t i = 0; i + 1 < dd.size(); ++i) CHECK((dd[i] == 0 || covered[i]));
  }
}

}  // namespace
}  // namespace stratgen
