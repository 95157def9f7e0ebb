#include "runtime/import/time_zone.hpp"

#include "runtime/market/bars.hpp"

#include <doctest/doctest.h>

namespace stratgen {
namespace {

std::int64_t at(std::string_view text) { return *parse_date(text); }

TEST_CASE("New York's clock: 2020-03-08 02:00 becomes 03:00, 2020-11-01 02:00 becomes 01:00") {
  const auto zone = find_time_zone("America/New_York");
  REQUIRE(zone);
  CHECK(zone->east_at(at("2020-01-02T12:00:00")) == -5 * 3600);
  CHECK(zone->east_at(at("2020-07-02T12:00:00")) == -4 * 3600);
  CHECK(zone->to_utc(at("2020-01-02T09:30:00")) == at("2020-01-02T14:30:00"));
  CHECK(zone->to_utc(at("2020-07-02T09:30:00")) == at("2020-07-02T13:30:00"));
  CHECK(zone->to_utc(at("2020-11-01T01:30:00")) == at("2020-11-01T05:30:00"));  // the first of two
  CHECK(zone->to_utc(at("2020-03-08T02:30:00")) ==
        at("2020-03-08T07:30:00"));  // skipped: 03:30 EDT
  CHECK(zone->to_utc(at("2020-11-01T02:00:00")) == at("2020-11-01T07:00:00"));
}

TEST_CASE("offsets, and names that are none") {
  CHECK(find_time_zone("UTC")->east_at(0) == 0);
  CHECK(find_time_zone("-03:30")->to_utc(0) == 12600);
  for (const char* name : {"", "Mars/Base", "/etc/passwd", "../../etc/passwd", "America"}) {
    CAPTURE(name);
    CHECK(!find_time_zone(name));
  }
}

}  // namespace
}  // namespace stratgen
