// calendar_days() of runtime/market/calendar.hpp.
#include "runtime/market/calendar.hpp"
#include "runtime/market/moon.hpp"
#include "tests/runtime/market/bar_builders.hpp"

#include <doctest/doctest.h>

#include <initializer_list>

using namespace stratgen;
using namespace stratgen::testing;

namespace {

Bars bars_at(std::initializer_list<const char*> stamps) {
  Bars bars;
  for (const char* stamp : stamps) add_bar(bars, parse_date(stamp).value(), 10);
  return bars;
}

struct Expected {
  int day_of_month, left_in_month, day_of_week, left_in_week;
  bool pre_holiday, option_expiration_week;
};

void check(const abi::Day& day, const Expected& expected) {
  CAPTURE(day.year);
  CAPTURE(day.month);
  CAPTURE(day.day);
  CHECK(day.trading_day_of_month == expected.day_of_month);
  CHECK(day.trading_days_left_in_month == expected.left_in_month);
  CHECK(day.trading_day_of_week == expected.day_of_week);
  CHECK(day.trading_days_left_in_week == expected.left_in_week);
  CHECK(day.pre_holiday == expected.pre_holiday);
  CHECK(day.option_expiration_week == expected.option_expiration_week);
}

}  // namespace

TEST_CASE("date and time are those of the stamp") {
  const auto days = calendar_days(bars_at({"2024-02-29T09:35:59", "2024-12-31T23:59:00"}));
  CHECK(days[0].year == 2024);
  CHECK(days[0].month == 2);
  CHECK(days[0].day == 29);
  CHECK(days[0].weekday == 3);  // a Thursday
  CHECK(days[0].day_of_year == 60);
  CHECK(days[0].hour == 9);
  CHECK(days[0].minute == 35);
  CHECK(days[1].day_of_year == 366);
  CHECK(days[1].hour == 23);
  CHECK(days[1].minute == 59);
}

TEST_CASE("July 2024: the holiday inside the week, the third Friday, the last session") {
  // 23 weekdays but the 4th: 22 sessions.
  const auto days =
      calendar_days(bars_at({"2024-07-01", "2024-07-02", "2024-07-03", "2024-07-05", "2024-07-08",
                             "2024-07-15", "2024-07-19", "2024-07-31"}));
  check(days[0], {1, 21, 1, 3, false, false});
  check(days[1], {2, 20, 2, 2, false, false});
  check(days[2], {3, 19, 3, 1, true, false});
  check(days[3], {4, 18, 4, 0, false, false});
  check(days[4], {5, 17, 1, 4, false, false});
  check(days[5], {10, 12, 1, 4, false, true});  // the week of Friday the 19th
  check(days[6], {14, 8, 5, 0, false, true});
  check(days[7], {22, 0, 3, 2, false, false});
}

TEST_CASE("a Friday before a holiday on Monday is a pre-holiday, one before a weekend is not") {
  const auto days = calendar_days(bars_at({"2024-05-17", "2024-05-24"}));
  CHECK_FALSE(days[0].pre_holiday);
  CHECK(days[1].pre_holiday);  // Memorial Day on the 27th
  const auto good_friday = calendar_days(bars_at({"2024-03-28"}));
  CHECK(good_friday[0].pre_holiday);
  CHECK(good_friday[0].trading_days_left_in_week == 0);
  CHECK(good_friday[0].trading_days_left_in_month == 0);               // the 29th was Good Friday
  CHECK_FALSE(calendar_days(bars_at({"2021-12-31"}))[0].pre_holiday);  // New Year on a Saturday
  CHECK(calendar_days(bars_at({"2024-12-31"}))[0].pre_holiday);        // the last bar of the data
}

TEST_CASE("the week of the third Friday is one even when that is Good Friday") {
  const auto days =
      calendar_days(bars_at({"2019-04-12", "2019-04-15", "2019-04-18", "2019-04-22"}));
  CHECK_FALSE(days[0].option_expiration_week);
  CHECK(days[1].option_expiration_week);
  CHECK(days[2].option_expiration_week);  // the 19th was closed
  CHECK_FALSE(days[3].option_expiration_week);
}

TEST_CASE("the sessions of September 2001 as they took place") {
  const auto days = calendar_days(bars_at({"2001-09-10", "2001-09-17", "2001-09-28"}));
  check(days[0], {5, 10, 1, 0, true, false});  // 4, 5, 6, 7, 10
  check(days[1], {6, 9, 1, 4, false, true});
  check(days[2], {15, 0, 5, 0, false, false});
}

TEST_CASE("a day without a session has the values of the session before") {
  // A feed with bars on Christmas and a Sunday now and then, but far from one in six.
  const Bars bars = bars_at({"2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05",
                             "2024-01-07", "2024-01-08", "2024-01-09", "2024-01-10", "2024-01-15"});
  const auto days = calendar_days(bars);
  check(days[0], {20, 0, 4, 0, true, false});  // of Friday 2023-12-29, Christmas was Monday
  check(days[4], {4, 17, 4, 0, false, false});
  check(days[5], {4, 17, 4, 0, false, false});  // Sunday: of Friday
  CHECK(days[5].weekday == 6);
  CHECK(days[5].day == 7);
  check(days[9], {9, 12, 5, 0, true, false});  // Martin Luther King Jr. Day: of Friday the 12th
}

TEST_CASE("data that trade on weekends have a session every day") {
  Bars bars = evenly_spaced(parse_date("2024-01-25").value(), day, 40);
  const auto days = calendar_days(bars);
  check(days[0], {25, 6, 4, 3, false, false});
  check(days[6], {31, 0, 3, 4, false, false});
  check(days[7], {1, 28, 4, 3, false, false});
  check(days[24], {18, 11, 7, 0, false, true});   // Sunday 2024-02-18, of the third Friday's week
  check(days[25], {19, 10, 1, 6, false, false});  // Presidents' Day
}

TEST_CASE("weekly bars stamped on Sundays follow the exchange") {
  Bars bars = evenly_spaced(parse_date("2024-01-07").value(), 7 * day, 30);  // Sundays
  const auto days = calendar_days(bars);
  check(days[0], {4, 17, 4, 0, false, false});
  check(days[11], {16, 4, 5, 0, false, false});  // 2024-03-24: of Friday the 22nd
}

TEST_CASE("intraday bars have their date's values and their own time") {
  Bars bars;
  const std::int64_t open = parse_date("2024-07-03T13:30:00Z").value();
  for (int i = 0; i < 4; ++i) add_bar(bars, open + i * 3600, 10);
  bars.clock = Clock::Utc;
  const auto days = calendar_days(bars);
  for (int i = 0; i < 4; ++i) {
    check(days[static_cast<std::size_t>(i)], {3, 19, 3, 1, true, false});
    CHECK(days[static_cast<std::size_t>(i)].hour == 13 + i);
    CHECK(days[static_cast<std::size_t>(i)].minute == 30);
  }
}

TEST_CASE("the moon is that of noon UTC") {
  const auto days = calendar_days(bars_at({"2024-04-08T00:00:00", "2024-04-08T23:00:00"}));
  const double noon = moon_phase(parse_date("2024-04-08T12:00:00Z").value());
  CHECK(days[0].moon_phase == noon);
  CHECK(days[1].moon_phase == noon);
}

TEST_CASE("row numbers have no calendar") {
  Bars bars = evenly_spaced(0, 1, 3);
  bars.clock = Clock::Numbers;
  const auto days = calendar_days(bars);
  REQUIRE(days.size() == 3);
  CHECK(days[2].year == 0);
  CHECK(days[2].trading_day_of_month == 0);
  CHECK(calendar_days(Bars{}).empty());
}

TEST_CASE("counts run without a gap through sixty years of sessions") {
  Bars bars;
  using namespace std::chrono;
  for (sys_days d(1980y / January / 2); d < sys_days(2040y / January / 1); d += days(1)) {
    if (is_session(d)) add_bar(bars, d.time_since_epoch().count() * 86400, 10);
  }
  const auto all = calendar_days(bars);
  for (std::size_t i = 1; i < all.size(); ++i) {
    const abi::Day& a = all[i - 1];
    const abi::Day& b = all[i];
    const bool same_month = a.month == b.month;
    REQUIRE(b.trading_day_of_month == (same_month ? a.trading_day_of_month + 1 : 1));
    REQUIRE(a.trading_days_left_in_month == (same_month ? b.trading_days_left_in_month + 1 : 0));
    const bool same_week =
        b.weekday > a.weekday && bars.time[i] - bars.time[i - 1] < 7 * testing::day;
    REQUIRE(b.trading_day_of_week == (same_week ? a.trading_day_of_week + 1 : 1));
    REQUIRE(a.trading_days_left_in_week == (same_week ? b.trading_days_left_in_week + 1 : 0));
    const std::int64_t gap = (bars.time[i] - bars.time[i - 1]) / testing::day;
    REQUIRE(a.pre_holiday == (gap > (a.weekday == 4 ? 3 : 1)));
  }
}
