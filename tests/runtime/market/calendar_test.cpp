#include "runtime/market/calendar.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace stratgen;
using namespace std::chrono;

namespace {

sys_days date(const char* text) {
  return floor<days>(sys_seconds(seconds(parse_date(text).value())));
}

}  // namespace

TEST_CASE("the exchange is closed on the holidays it kept") {
  for (const char* text : {
           "1985-01-01", "1985-02-18", "1985-04-05", "1985-05-27", "1985-07-04", "1985-09-02",
           "1985-11-28", "1985-12-25",
           "1987-07-03",                // July 4 on a Saturday
           "1989-01-02", "1995-01-02",  // New Year on a Sunday
           "1993-12-24", "1999-12-24",  // Christmas on a Saturday
           "1994-12-26", "2005-12-26",  // Christmas on a Sunday
           "1998-01-19",                // the first Martin Luther King Jr. Day that was kept
           "1999-07-05", "2010-07-05",  // July 4 on a Sunday
           "2008-03-21", "2019-04-19", "2024-03-29", "2035-03-23",  // Good Fridays
           "2015-07-03", "2020-07-03", "2021-07-05", "2021-12-24",
           "2022-06-20",  // the first Juneteenth that was kept, on a Sunday
           "2023-06-19", "2023-01-02", "2024-11-28", "2025-12-25", "2026-07-03", "2027-06-18",
       }) {
    CAPTURE(text);
    CHECK_FALSE(is_session(date(text)));
  }
}

TEST_CASE("the exchange is closed on days of mourning, storms and in September 2001") {
  for (const char* text :
       {"1985-09-27", "1994-04-27", "2001-09-11", "2001-09-12", "2001-09-13", "2001-09-14",
        "2004-06-11", "2007-01-02", "2012-10-29", "2012-10-30", "2018-12-05", "2025-01-09"}) {
    CAPTURE(text);
    CHECK_FALSE(is_session(date(text)));
  }
  CHECK(is_session(date("2001-09-10")));
  CHECK(is_session(date("2001-09-17")));
  CHECK(is_session(date("2012-10-31")));
}

TEST_CASE("the exchange is open where other calendars are not") {
  for (const char* text : {
           "1993-12-31",
           "1999-12-31",
           "2010-12-31",
           "2021-12-31",  // before a New Year on Saturday
           "1986-01-20",
           "1997-01-20",  // Martin Luther King Jr. Day before 1998
           "2021-06-18",
           "2019-06-19",  // Juneteenth before 2022
           "2023-10-09",
           "2023-11-10",  // Columbus Day, Veterans Day
           "2000-11-07",  // an election day
           "2020-04-13",  // Easter Monday
           "2023-12-26",
       }) {
    CAPTURE(text);
    CHECK(is_session(date(text)));
  }
}

TEST_CASE("weekends are never sessions, and the rules go on outside the known years") {
  CHECK_FALSE(is_session(date("2024-03-30")));
  CHECK_FALSE(is_session(date("2024-03-31")));
  CHECK_FALSE(is_session(date("1970-12-25")));
  CHECK(is_session(date("1970-12-24")));
  CHECK_FALSE(is_session(date("2050-07-04")));
}

TEST_CASE("holidays of a year come in order, named, on weekdays") {
  const std::vector<Holiday> of_2025 = holidays(2025y);
  const std::pair<const char*, const char*> expected[] = {
      {"2025-01-01", "New Year's Day"},
      {"2025-01-09", "Mourning for Jimmy Carter"},
      {"2025-01-20", "Martin Luther King Jr. Day"},
      {"2025-02-17", "Presidents' Day"},
      {"2025-04-18", "Good Friday"},
      {"2025-05-26", "Memorial Day"},
      {"2025-06-19", "Juneteenth"},
      {"2025-07-04", "Independence Day"},
      {"2025-09-01", "Labor Day"},
      {"2025-11-27", "Thanksgiving"},
      {"2025-12-25", "Christmas"}};
  REQUIRE(of_2025.size() == std::size(expected));
  for (std::size_t i = 0; i < of_2025.size(); ++i) {
    CHECK(of_2025[i].day == date(expected[i].first));
    CHECK(of_2025[i].name == expected[i].second);
  }
  for (year y = 1900y; y <= 2100y; ++y) {
    const std::vector<Holiday> closed = holidays(y);
    CHECK(closed.size() >= 7);
    for (const Holiday& holiday : closed) CHECK(weekday(holiday.day).iso_encoding() <= 5);
    CHECK(std::is_sorted(closed.begin(), closed.end(),
                         [](const Holiday& a, const Holiday& b) { return a.day < b.day; }));
  }
}

TEST_CASE("Good Friday follows the tables of Easter") {
  // Published Easter Sundays less two days.
  for (const char* text :
       {"1985-04-05", "1990-04-13", "1997-03-28", "2000-04-21", "2005-03-25", "2008-03-21",
        "2011-04-22", "2016-03-25", "2020-04-10", "2025-04-18", "2030-04-19", "2035-03-23"}) {
    CAPTURE(text);
    const std::vector<Holiday> closed = holidays(year_month_day(date(text)).year());
    CHECK(std::any_of(closed.begin(), closed.end(), [&](const Holiday& h) {
      return h.name == "Good Friday" && h.day == date(text);
    }));
  }
}

TEST_CASE("early closes follow the notices") {
  const auto closes = [](year y) { return early_closes(y); };
  const auto dates = [](std::initializer_list<const char*> texts) {
    std::vector<sys_days> result;
    for (const char* text : texts) result.push_back(date(text));
    return result;
  };
  CHECK(closes(1992y).empty());
  CHECK(closes(1997y) == dates({"1997-07-03", "1997-11-28", "1997-12-24", "1997-12-26"}));
  CHECK(closes(1999y) == dates({"1999-11-26", "1999-12-31"}));  // July 4 was a Sunday
  CHECK(closes(2002y) == dates({"2002-07-05", "2002-11-29", "2002-12-24"}));
  CHECK(closes(2012y) == dates({"2012-07-03", "2012-11-23", "2012-12-24"}));
  CHECK(closes(2013y) == dates({"2013-07-03", "2013-11-29", "2013-12-24"}));
  CHECK(closes(2019y) == dates({"2019-07-03", "2019-11-29", "2019-12-24"}));
  CHECK(closes(2020y) == dates({"2020-11-27", "2020-12-24"}));  // July 3 was the holiday
  CHECK(closes(2021y) == dates({"2021-11-26"}));                // December 24 was the holiday
  CHECK(closes(2023y) == dates({"2023-07-03", "2023-11-24"}));  // December 24 was a Sunday
  CHECK(closes(2024y) == dates({"2024-07-03", "2024-11-29", "2024-12-24"}));
  CHECK(closes(2025y) == dates({"2025-07-03", "2025-11-28", "2025-12-24"}));
  for (year y = 1993y; y <= 2035y; ++y) {
    for (const sys_days day : early_closes(y)) CHECK(is_session(day));
  }
}

TEST_CASE("the holidays of 2026 to 2030 are those that the rules of the exchange give") {
  const std::vector<std::vector<const char*>> years = {
      {"2026-01-01", "2026-01-19", "2026-02-16", "2026-04-03", "2026-05-25", "2026-06-19",
       "2026-07-03", "2026-09-07", "2026-11-26", "2026-12-25"},
      {"2027-01-01", "2027-01-18", "2027-02-15", "2027-03-26", "2027-05-31", "2027-06-18",
       "2027-07-05", "2027-09-06", "2027-11-25", "2027-12-24"},
      {"2028-01-17", "2028-02-21", "2028-04-14", "2028-05-29", "2028-06-19", "2028-07-04",
       "2028-09-04", "2028-11-23", "2028-12-25"},
      {"2029-01-01", "2029-01-15", "2029-02-19", "2029-03-30", "2029-05-28", "2029-06-19",
       "2029-07-04", "2029-09-03", "2029-11-22", "2029-12-25"},
      {"2030-01-01", "2030-01-21", "2030-02-18", "2030-04-19", "2030-05-27", "2030-06-19",
       "2030-07-04", "2030-09-02", "2030-11-28", "2030-12-25"}};
  for (std::size_t i = 0; i < years.size(); ++i) {
    std::vector<sys_days> expected, found;
    for (const char* text : years[i]) expected.push_back(date(text));
    for (const Holiday& holiday : holidays(year(2026 + static_cast<int>(i)))) {
      found.push_back(holiday.day);
    }
    CHECK(found == expected);
  }
}

TEST_CASE("sessions end early in 2026 to 2028 as the exchange announced") {
  CHECK(early_closes(2026y) == std::vector<sys_days>{date("2026-11-27"), date("2026-12-24")});
  CHECK(early_closes(2027y) == std::vector<sys_days>{date("2027-11-26")});
  CHECK(early_closes(2028y) == std::vector<sys_days>{date("2028-07-03"), date("2028-11-24")});
}

TEST_CASE("the exchange was closed on 2025-01-09") {
  CHECK_FALSE(is_session(date("2025-01-09")));
  CHECK(is_session(date("2025-01-10")));
}
