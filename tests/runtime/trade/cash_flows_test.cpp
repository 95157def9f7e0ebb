#include "runtime/trade/cash_flows.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

namespace {

LoggedCashFlow transfer(std::int64_t seen, double amount, std::int64_t time = 0) {
  return {{"id", CashFlow::Kind::Transfer, amount, time}, seen};
}

}  // namespace

TEST_CASE("a peak scales with what was taken out or put in after it") {
  // 10 % were lost when half of the rest was taken out: 10 % are lost still.
  CHECK(peak_equity({{10, 100}, {20, 90}, {30, 45}}, {transfer(30, -45)}) == doctest::Approx(50));
  CHECK(peak_equity({{10, 100}, {20, 90}}, {transfer(30, -45)}) == doctest::Approx(50));
  CHECK(peak_equity({{10, 100}, {20, 90}, {30, 180}}, {transfer(25, 90)}) == doctest::Approx(200));
  // In parts, it is the same as at once.
  CHECK(peak_equity({{10, 100}, {20, 90}, {30, 45}}, {transfer(22, -30), transfer(29, -15)}) ==
        doctest::Approx(50));
  CHECK(peak_equity({{10, 100}, {20, 120}}, {}) == 120);
  CHECK(peak_equity({}, {transfer(5, 100)}) == 0);
  // What came before the first reading is in it.
  CHECK(peak_equity({{10, 100}}, {transfer(10, 50)}) == 100);
  // All of it, and more than was known, was taken out: nothing is left to lose a part of.
  CHECK(peak_equity({{10, 100}, {20, 5}}, {transfer(20, -120)}) == 5);
}

TEST_CASE("fees are losses") {
  LoggedCashFlow fee = transfer(15, -50);
  fee.flow.kind = CashFlow::Kind::Fee;
  CHECK(peak_equity({{10, 100}, {20, 50}}, {fee}) == 100);
  CHECK(transferred_today({fee}, 0).out == 0);
}

TEST_CASE("transfers of today are those since the last close, in New York") {
  // Monday, 2025-06-23, 14:00 UTC; Friday's close was at 20:00 UTC on the 20th.
  constexpr std::int64_t now = 1'750'687'200, friday_close = 1'750'449'600;
  const auto today = transferred_today(
      {transfer(0, 10, friday_close - 1), transfer(0, 20, friday_close), transfer(0, -5, now)},
      now);
  CHECK(today.in == 20);
  CHECK(today.out == 5);
  // On the evening of Monday the broker's last equity is that of Friday still.
  CHECK(transferred_today({transfer(0, 20, friday_close)}, now + 8 * 3600).in == 20);
  // Monday, 2024-12-02: Friday's session was over at 13:00, 18:00 UTC.
  constexpr std::int64_t after_half_day = 1'733'148'000, half_close = 1'732'903'200;
  CHECK(transferred_today({transfer(0, 1, half_close)}, after_half_day).in == 1);
  CHECK(transferred_today({transfer(0, 1, half_close - 1)}, after_half_day).in == 0);
}

TEST_CASE("a loss of the day is told without what was moved") {
  TradingAccount account;
  account.last_equity = 100;
  account.equity = 48;
  CHECK(daily_loss(account, {.in = 0, .out = 50}) == doctest::Approx(0.02));
  account.equity = 196;
  CHECK(daily_loss(account, {.in = 100, .out = 0}) == doctest::Approx(0.02));  // 4 of 200
  account.equity = 0;
  CHECK(daily_loss(account, {.in = 0, .out = 100}) == 0);
  CHECK(daily_loss({}, {.in = 10, .out = 0}) == 0);
}
