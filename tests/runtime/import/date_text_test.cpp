#include "runtime/import/date_text.hpp"

#include "runtime/market/bars.hpp"

#include <doctest/doctest.h>

#include <string>

namespace stratgen {
namespace {

std::string read(std::string_view text, DateReading reading) {
  const auto time = parse_written_time(text, reading);
  if (!time) return "none";
  const std::string clock = to_iso(time->seconds, Clock::Dates);
  return time->has_zone ? clock + " " + std::to_string(time->east) : clock;
}

TEST_CASE("dates with the year first") {
  const DateReading reading{DateFamily::YearFirst};
  CHECK(read("2020-01-02", reading) == "2020-01-02T00:00:00");
  CHECK(read("2020/1/2", reading) == "2020-01-02T00:00:00");
  CHECK(read("2020.01.02 9:05", reading) == "2020-01-02T09:05:00");
  CHECK(read("2020-01-02T09:30:15.000Z", reading) == "2020-01-02T09:30:15 0");
  CHECK(read("2020-01-02 09:30:15+05:30", reading) == "2020-01-02T09:30:15 19800");
  CHECK(read("2020-01-02 09:30:15 UTC", reading) == "2020-01-02T09:30:15 0");
  CHECK(read("2020-01-02 12-AM", reading) == "2020-01-02T00:00:00");
  CHECK(read("2020-01-02 01-PM", reading) == "2020-01-02T13:00:00");
  for (const char* text : {"2020-13-02", "2020-02-30", "2020-01/02", "2020-01-02 24:00",
                           "2020-01-02 9:60", "2020-01-02 09:30:15.500", "2020-01-02x", "20-01-02",
                           "", "2020-01-02 13:00 PM", "2020-01-02 09:30+25:00", "0000-01-02"}) {
    CAPTURE(text);
    CHECK(read(text, reading) == "none");
  }
}

TEST_CASE("dates whose order is not in the text") {
  CHECK(read("04/05/2020", {DateFamily::Numeric, DateOrder::Dmy}) == "2020-05-04T00:00:00");
  CHECK(read("04/05/2020", {DateFamily::Numeric, DateOrder::Mdy}) == "2020-04-05T00:00:00");
  CHECK(read("4.5.2020 16:00", {DateFamily::Numeric, DateOrder::Dmy}) == "2020-05-04T16:00:00");
  CHECK(read("1/13/2020 1:30:00 PM", {DateFamily::Numeric, DateOrder::Mdy}) ==
        "2020-01-13T13:30:00");
  CHECK(read("13/01/2020", {DateFamily::Numeric, DateOrder::Mdy}) == "none");
  CHECK(read("04/05/20", {DateFamily::Numeric, DateOrder::Dmy}) == "none");
  CHECK(read("04/05/68", {DateFamily::Numeric, DateOrder::Dmy, true}) == "2068-05-04T00:00:00");
  CHECK(read("04/05/69", {DateFamily::Numeric, DateOrder::Dmy, true}) == "1969-05-04T00:00:00");
  CHECK(read("20-05-04", {DateFamily::Numeric, DateOrder::Ymd, true}) == "2020-05-04T00:00:00");
}

TEST_CASE("dates with the name of the month") {
  const DateReading reading{DateFamily::Named};
  for (const char* text : {"Jan 02, 2020", "02-Jan-2020", "2 January 2020", "Thu, 02 Jan 2020",
                           "2020-Jan-02", "02JAN2020", "Thursday January 2 2020"}) {
    CAPTURE(text);
    CHECK(read(text, reading) == "2020-01-02T00:00:00");
  }
  CHECK(read("Jan 02, 2020, 4:00 PM", reading) == "2020-01-02T16:00:00");
  CHECK(read("02-Jan-20", reading) == "none");
  CHECK(read("02-Jan-20", {DateFamily::Named, DateOrder::Ymd, true}) == "2020-01-02T00:00:00");
  CHECK(read("Jun 31, 2020", reading) == "none");
  CHECK(read("Janvier 2, 2020", reading) == "none");
}

TEST_CASE("compact dates, Unix times of every unit, Excel's days") {
  CHECK(read("20200102", {DateFamily::Compact}) == "2020-01-02T00:00:00");
  CHECK(read("20200102 093000", {DateFamily::Compact}) == "2020-01-02T09:30:00");
  CHECK(read("202001020930", {DateFamily::Compact}) == "2020-01-02T09:30:00");
  CHECK(read("20200102T0930", {DateFamily::Compact}) == "2020-01-02T09:30:00");
  CHECK(read("20201302", {DateFamily::Compact}) == "none");
  for (const char* text :
       {"1577957400", "1577957400000", "1577957400000000", "1577957400000000000", "1577957400.0"}) {
    CAPTURE(text);
    CHECK(read(text, {DateFamily::Unix}) == "2020-01-02T09:30:00 0");
  }
  CHECK(read("1577957400500", {DateFamily::Unix}) == "none");  // half a second
  CHECK(read("43832", {DateFamily::Serial}) == "2020-01-02T00:00:00");
  CHECK(read("43832.395833333", {DateFamily::Serial}) == "2020-01-02T09:30:00");
}

TEST_CASE("times of day, with zeros in front that were lost") {
  CHECK(parse_time_of_day("09:30") == 34200);
  CHECK(parse_time_of_day("9:30:15") == 34215);
  CHECK(parse_time_of_day("093015") == 34215);
  CHECK(parse_time_of_day("93015") == 34215);
  CHECK(parse_time_of_day("930") == 34200);
  CHECK(parse_time_of_day("0") == 0);
  CHECK(!parse_time_of_day("2460"));
  CHECK(!parse_time_of_day("noon"));
}

TEST_CASE("the form of a date tells how it can be read") {
  CHECK(date_form("2020-01-02")->family == DateFamily::YearFirst);
  CHECK(date_form("01/02/2020")->family == DateFamily::Numeric);
  CHECK(!date_form("01/02/2020")->short_years);
  CHECK(date_form("01/02/20")->short_years);
  CHECK(date_form("1/2/20 9:30")->short_years);
  CHECK(date_form("Jan 02, 2020")->family == DateFamily::Named);
  CHECK(date_form("20200102")->family == DateFamily::Compact);
  CHECK(date_form("1577957400")->family == DateFamily::Unix);
  CHECK(!date_form("43832"));
  CHECK(!date_form("12.34"));
  CHECK(!date_form(""));
  CHECK(!date_form("AAPL"));
}

TEST_CASE("a date's description") {
  CHECK(describe({DateFamily::Numeric, DateOrder::Mdy}, "01/13/2020") == "MM/DD/YYYY");
  CHECK(describe({DateFamily::Numeric, DateOrder::Dmy, true}, "13.01.20") == "DD.MM.YY");
  CHECK(describe({DateFamily::YearFirst}, "2020.01.02 00:00") == "YYYY.MM.DD");
  CHECK(describe({DateFamily::Unix}, "1577957400000") == "milliseconds since 1970");
}

}  // namespace
}  // namespace stratgen
