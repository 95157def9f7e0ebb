#include "runtime/import/fast_time.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <random>
#include <string>

namespace stratgen {
namespace {

// What the fast path takes, it reads like parse_written_time.
bool agrees(std::string_view text, const DateReading& reading) {
  FastTime fast(reading);
  WrittenTime time;
  const std::string line = std::string(text) + ",1";
  const char* const end = fast.read(line.data(), line.data() + line.size(), ',', time);
  if (!end || *end != ',') return true;  // left to the slow path
  const auto expected = parse_written_time(text, reading);
  return expected && expected->seconds == time.seconds && expected->east == time.east &&
         expected->has_time == time.has_time && expected->has_zone == time.has_zone;
}

TEST_CASE("dates that exist and dates that do not, over 200 years") {
  FastTime fast({DateFamily::YearFirst});
  for (int year = 1900; year < 2100; ++year) {
    for (int month = 0; month <= 13; ++month) {
      for (const int day : {0, 1, 28, 29, 30, 31, 32}) {
        const std::string text = fmt::format("{:04}-{:02}-{:02}", year, month, day);
        WrittenTime time;
        const bool taken = fast.read(text.data(), text.data() + text.size(), ',', time) != nullptr;
        const auto expected = parse_written_time(text, {DateFamily::YearFirst});
        REQUIRE(taken == expected.has_value());
        if (taken) REQUIRE(time.seconds == expected->seconds);
      }
    }
  }
}

TEST_CASE("random texts in the alphabet of times") {
  std::mt19937 random(3);
  constexpr std::string_view alphabet = "0123456789-:T Z+./";
  for (int i = 0; i < 300'000; ++i) {
    std::string text = "2020-01-02 09:30:00+02:00";
    text.resize(1 + random() % text.size());
    for (int change = static_cast<int>(random() % 3); change > 0; --change) {
      text[random() % text.size()] = alphabet[random() % alphabet.size()];
    }
    CAPTURE(text);
    REQUIRE(agrees(text, {DateFamily::YearFirst}));
  }
  for (const char* text : {"1577957400", "1577957400000", "157795740", "15779574000",
                           "1577957400000000", "1577957400500", "12"}) {
    CAPTURE(text);
    CHECK(agrees(text, {DateFamily::Unix}));
  }
  CHECK(agrees("01/13/2020", {DateFamily::Numeric, DateOrder::Mdy}));
}

}  // namespace
}  // namespace stratgen
