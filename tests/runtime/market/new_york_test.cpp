#include "runtime/market/new_york.hpp"

#include "runtime/market/bars.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

namespace {

std::int64_t offset_hours(const char* utc) {
  return new_york_offset(parse_date(utc).value()) / 3600;
}

}  // namespace

TEST_CASE("summer time in New York begins and ends at 2:00 on its wall clock") {
  CHECK(offset_hours("2020-03-08T06:59:59Z") == -5);
  CHECK(offset_hours("2020-03-08T07:00:00Z") == -4);
  CHECK(offset_hours("2020-11-01T05:59:59Z") == -4);
  CHECK(offset_hours("2020-11-01T06:00:00Z") == -5);
}

TEST_CASE("the rules of 1987 and of before are kept") {
  CHECK(offset_hours("2006-03-20T12:00:00Z") == -5);  // first Sunday of April: 2006-04-02
  CHECK(offset_hours("2006-04-02T07:00:00Z") == -4);
  CHECK(offset_hours("2006-10-29T06:00:00Z") == -5);  // last Sunday of October
  CHECK(offset_hours("1986-04-20T12:00:00Z") == -5);  // last Sunday of April: 1986-04-27
  CHECK(offset_hours("1986-04-27T07:00:00Z") == -4);
}
