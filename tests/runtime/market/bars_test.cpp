#include "runtime/market/bars.hpp"

#include "tests/runtime/market/bar_builders.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace stratgen;
using namespace stratgen::testing;

namespace {
constexpr std::int64_t thursday = 0;  // 1970-01-01
}

TEST_CASE("times print as ISO 8601, with a Z only for UTC") {
  CHECK(to_iso(0, Clock::Dates) == "1970-01-01T00:00:00");
  CHECK(to_iso(951903000, Clock::Utc) == "2000-03-01T09:30:00Z");
  CHECK(to_iso(-1, Clock::Dates) == "1969-12-31T23:59:59");
  CHECK(to_iso(42, Clock::Numbers) == "42");
}

TEST_CASE("a date without a time is its first second, or its last for an inclusive end") {
  CHECK(parse_date("2000-03-01") == 951868800);
  CHECK(parse_date("2000-03-01", DayEdge::End) == 951868800 + 86399);
  CHECK(parse_date("2000-03-01T09:30:00", DayEdge::End) == 951903000);
  CHECK(parse_date("2000-03-01T12:30:00+03:00") == 951903000);
  CHECK(parse_date("2000-03-01T09:30:00Z") == 951903000);
}

TEST_CASE("a text that is no date is a usage error that shows how to write one") {
  const auto date = parse_date("03/01/2000");
  REQUIRE_FALSE(date);
  CHECK(date.error().fault == Fault::Usage);
  CHECK(date.error().message ==
        "'03/01/2000' is not a date; write 2020-01-02 or 2020-01-02T09:30:00");
}

TEST_CASE("a printed time reads back to itself") {
  for (std::int64_t time = -3'000'000'000; time < 5'000'000'000; time += 7'654'321) {
    REQUIRE(parse_date(to_iso(time, Clock::Dates)) == time);
    REQUIRE(parse_date(to_iso(time, Clock::Utc)) == time);
  }
}

TEST_CASE("the hash names the content and neither symbol nor NaN's payload") {
  const Bars bars = evenly_spaced(0, day, 5);
  Bars same = bars;
  same.symbol = "OTHER";
  CHECK(content_hash(same) == content_hash(bars));
  CHECK(content_hash(bars).size() == 64);

  Bars utc = bars;
  utc.clock = Clock::Utc;
  CHECK(content_hash(utc) != content_hash(bars));
  Bars moved = bars;
  moved.close.set(3, std::nextafter(moved.close[3], 1e9));
  CHECK(content_hash(moved) != content_hash(bars));
  Bars thinner = bars;
  thinner.volume.set(0, 999);
  CHECK(content_hash(thinner) != content_hash(bars));

  Bars unknown = bars;
  unknown.volume.set(0, std::nan("1"));
  Bars also_unknown = bars;
  also_unknown.volume.set(0, -std::nan("2"));
  CHECK(content_hash(unknown) == content_hash(also_unknown));
}

TEST_CASE("a slice holds both its ends") {
  const Bars bars = evenly_spaced(0, day, 10);
  const auto part = slice(bars, 2 * day, 4 * day);
  REQUIRE(part);
  CHECK(part->time == std::vector<std::int64_t>{2 * day, 3 * day, 4 * day});
  CHECK(part->open == std::vector<double>{102, 103, 104});
  CHECK(part->volume.size() == 3);
  CHECK(part->symbol == "TEST");
  CHECK(slice(bars, -100, 100 * day)->size() == 10);
  CHECK(slice(bars, day + 1, 3 * day - 1)->time == std::vector<std::int64_t>{2 * day});
}

TEST_CASE("an empty slice names the range of the data") {
  const auto part = slice(evenly_spaced(0, day, 3), 10 * day, 11 * day);
  REQUIRE_FALSE(part);
  CHECK(part.error().fault == Fault::Data);
  CHECK(part.error().message ==
        "TEST has no bars from 1970-01-11T00:00:00 to 1970-01-12T00:00:00; its bars go from "
        "1970-01-01T00:00:00 to 1970-01-03T00:00:00");
  CHECK_FALSE(slice(evenly_spaced(0, day, 3), 2 * day, day));
  CHECK_FALSE(slice(Bars{}, 0, day));
}

TEST_CASE("spacing is the median of the last 99 differences") {
  CHECK(std::isnan(median_spacing(evenly_spaced(0, day, 1))));
  CHECK(median_spacing(evenly_spaced(0, 60, 2)) == 60);
  Bars three = evenly_spaced(0, 60, 2);
  add_bar(three, 60 + 180, 1);
  CHECK(median_spacing(three) == 120);  // of 60 and 180
  Bars faster = evenly_spaced(0, day, 200);
  for (int i = 1; i <= 50; ++i) add_bar(faster, 199 * day + i * 3600, 1);
  CHECK(median_spacing(faster) == 3600);  // 50 of the last 99
}

TEST_CASE("periods per year follow the spacing and the weekends") {
  CHECK(periods_per_year(evenly_spaced(thursday, day, 70)) == 365);
  CHECK(periods_per_year(evenly_spaced(thursday, 3600, 24 * 70)) == 365);
  CHECK(periods_per_year(evenly_spaced(thursday, 7 * day, 70)) == 52);
  CHECK(periods_per_year(evenly_spaced(thursday, 31 * day, 70)) == 12);
  CHECK(periods_per_year(evenly_spaced(thursday, 365 * day, 7)) == 1);

  Bars weekdays = evenly_spaced(thursday, day, 2);
  for (int week = 0; week < 10; ++week) {
    for (int d = 0; d < 5; ++d) add_bar(weekdays, (4 + 7 * week + d) * day, 10);
  }
  CHECK(weekend_fraction(weekdays) == 0);
  CHECK(periods_per_year(weekdays) == 252);

  Bars numbers = evenly_spaced(0, 1, 10);
  numbers.clock = Clock::Numbers;
  CHECK(std::isnan(periods_per_year(numbers)));
}

TEST_CASE("seven days in a row hold two of a weekend, before 1970 too") {
  CHECK(weekend_fraction(evenly_spaced(0, day, 7)) == doctest::Approx(2.0 / 7));
  CHECK(weekend_fraction(evenly_spaced(-70 * day, day, 70)) == doctest::Approx(2.0 / 7));
  CHECK(weekend_fraction(evenly_spaced(2 * day, 3600, 48)) == 1);
  CHECK(weekend_fraction(evenly_spaced(-5 * day - 1, day, 1)) ==
        0);  // 1969-12-26 23:59:59, a Friday
}

TEST_CASE("a market trades on weekends when over 17.1 % of its bars do") {
  // 0.6 * 2/7 = 0.1714...: 6 of 35 are exactly 0.1714..., 7 of 35 are 0.2
  const auto mixed = [](int weekend_bars) {
    Bars bars = evenly_spaced(2 * day, 60, weekend_bars);
    for (int i = 0; i < 35 - weekend_bars; ++i) add_bar(bars, 4 * day + i * 60, 10);
    return bars;
  };
  CHECK_FALSE(trades_on_weekends(mixed(5)));
  CHECK(trades_on_weekends(mixed(7)));
}
