#include "runtime/market/stamp.hpp"

#include <doctest/doctest.h>

using stratgen::parse_stamp;

TEST_CASE("dates count seconds from 1970") {
  CHECK(parse_stamp("1970-01-01")->seconds == 0);
  CHECK(parse_stamp("1969-12-31")->seconds == -86400);
  CHECK(parse_stamp("2000-03-01")->seconds == 951868800);  // date -u -d 2000-03-01 +%s
  CHECK_FALSE(parse_stamp("2000-03-01")->has_time);
}

TEST_CASE("a time may have seconds, a T or a blank before it, and zeros as a fraction") {
  for (const char* text : {"2000-03-01T09:30:00", "2000-03-01 09:30", "2000-03-01t09:30:00.000"}) {
    CAPTURE(text);
    REQUIRE(parse_stamp(text));
    CHECK(parse_stamp(text)->seconds == 951868800 + 9 * 3600 + 30 * 60);
    CHECK(parse_stamp(text)->has_time);
    CHECK_FALSE(parse_stamp(text)->has_zone);
  }
}

TEST_CASE("an offset is taken off to give UTC") {
  for (const char* text :
       {"2000-03-01T09:30:00Z", "2000-03-01 12:30:00+03:00", "2000-03-01T12:30+0300",
        "2000-03-01T04:30:00-05", "2000-03-01 12:30:00.0+03:00"}) {
    CAPTURE(text);
    REQUIRE(parse_stamp(text));
    CHECK(parse_stamp(text)->seconds == 951868800 + 9 * 3600 + 30 * 60);
    CHECK(parse_stamp(text)->has_zone);
  }
  CHECK(parse_stamp("1970-01-01T00:00:00-03:30")->seconds == 12600);
}

TEST_CASE("leap days exist in leap years only") {
  CHECK(parse_stamp("2000-02-29"));
  CHECK(parse_stamp("2024-02-29"));
  CHECK_FALSE(parse_stamp("1900-02-29"));
  CHECK_FALSE(parse_stamp("2023-02-29"));
}

TEST_CASE("what is not ISO 8601 is not a stamp") {
  for (const char* text : {"",
                           "2020",
                           "2020-1-2",
                           "01/02/2020",
                           "20200102",
                           "2020-13-01",
                           "2020-00-10",
                           "2020-01-32",
                           "2020-01-02T",
                           "2020-01-02T24:00",
                           "2020-01-02T09:60",
                           "2020-01-02T09:30:60",
                           "2020-01-02x",
                           "2020-01-02Z",
                           "2020-01-02T09:30:00.5",
                           "2020-01-02T09:30:00.",
                           "2020-01-02T09:30+5",
                           "2020-01-02T09:30+05:",
                           "2020-01-02T09:30+05:60",
                           "2020-01-02T09:30:00Zx",
                           "-020-01-02",
                           " 2020-01-02",
                           "2020-01-02 "}) {
    CAPTURE(text);
    CHECK_FALSE(parse_stamp(text));
  }
}
