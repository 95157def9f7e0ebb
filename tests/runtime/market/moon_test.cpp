#include "runtime/market/moon.hpp"

#include "runtime/market/bars.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace stratgen;

namespace {

// Distance on the circle of phases.
double off(const char* instant, double phase) {
  const double difference = std::abs(moon_phase(parse_date(instant).value()) - phase);
  return std::min(difference, 1 - difference);
}

}  // namespace

// Instants as almanacs print them, to the minute; 0.001 of a month is 42 minutes.
TEST_CASE("the moon is new at the published instants") {
  for (const char* instant : {
           "1977-02-18T03:37:00Z",  // Meeus, example 49.a
           "1991-07-11T19:06:00Z",  // eclipses of the sun
           "1999-08-11T11:08:00Z",
           "2000-01-06T18:14:00Z",  // lunation 1 of Meeus' count
           "2009-07-22T02:35:00Z",
           "2015-03-20T09:36:00Z",
           "2017-08-21T18:30:00Z",
           "2020-06-21T06:41:00Z",
           "2023-10-14T17:55:00Z",
           "2024-04-08T18:21:00Z",
       }) {
    CAPTURE(instant);
    CHECK(off(instant, 0) < 0.001);
  }
}

TEST_CASE("the moon is full at the published instants") {
  for (const char* instant : {
           "2000-01-21T04:40:00Z",
           "2010-12-21T08:13:00Z",
           "2015-09-28T02:50:00Z",
           "2018-01-31T13:27:00Z",
           "2019-01-21T05:16:00Z",
           "2021-05-26T11:14:00Z",
           "2022-11-08T11:02:00Z",
           "2023-08-31T01:36:00Z",
           "2024-09-18T02:34:00Z",
           "2025-03-14T06:55:00Z",
       }) {
    CAPTURE(instant);
    CHECK(off(instant, 0.5) < 0.001);
  }
}

TEST_CASE("the phase stays in [0, 1) and only grows, by a month in a month") {
  double turns = 0;
  double last = moon_phase(0);
  constexpr int hours = 24 * 365 * 40;
  for (int hour = 1; hour <= hours; ++hour) {
    const double phase = moon_phase(hour * 3600);
    REQUIRE(phase >= 0);
    REQUIRE(phase < 1);
    const double step = phase >= last ? phase - last : phase + 1 - last;
    REQUIRE(step < 0.002);  // a fast moon makes 15.4 degrees a day: 0.0018 an hour
    turns += step;
    last = phase;
  }
  CHECK(hours / 24 / turns == doctest::Approx(29.530589).epsilon(0.0002));  // the synodic month
}
