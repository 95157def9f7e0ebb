#include "tools/cli/bar_choice.hpp"

#include "tests/tools/cli/bars.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

namespace {

// Thursday, Friday, Monday.
const Bars week = bars_on({"2024-01-04", "2024-01-05", "2024-01-08"}, {10, 11, 12});

std::string error_of(const Result<BarRange>& range) { return range ? "" : range.error().message; }

}  // namespace

TEST_CASE("a range names bars by date or by number, both ends included") {
  for (const char* const text :
       {"2024-01-05..2024-01-08", "1..2", "2024-01-05..", "2024-01-05..7"}) {
    CAPTURE(text);
    const auto range = choose_bars(week, text, "--trace");
    REQUIRE(range);
    CHECK(range->first == 1);
    CHECK(range->last == 2);
  }
  CHECK(choose_bars(week, "..2024-01-07", "--trace")->last == 1);
  CHECK(choose_bars(week, "2024-01-05", "--trace")->first == 1);
  CHECK(choose_bars(week, "2024-01-05", "--trace")->last == 1);
}

TEST_CASE("a range without bars names those that there are") {
  CHECK(error_of(choose_bars(week, "2024-01-06..2024-01-07", "--trace")) ==
        "--trace 2024-01-06..2024-01-07: there is no such bar; TEST has bars 0 to 2, 2024-01-04 to "
        "2024-01-08");
  CHECK(!choose_bars(week, "2..1", "--trace"));
  CHECK(!choose_bars(week, "", "--trace"));
  CHECK(!choose_bars(week, "9..", "--trace"));
}

TEST_CASE("what is neither a date nor a number is wrong usage") {
  const auto range = choose_bars(week, "monday..", "--trace");
  REQUIRE(!range);
  CHECK(range.error().fault == Fault::Usage);
}

TEST_CASE("a day without a bar means the next one") {
  CHECK(*choose_bar(week, "2024-01-06", "--why-not") == 2);
  CHECK(*choose_bar(week, "1", "--why-not") == 1);
  CHECK(!choose_bar(week, "2024-01-09", "--why-not"));
}

TEST_CASE("bars without dates go by their numbers") {
  const Bars numbered = bars_at({0, 1, 2}, {10, 11, 12}, Clock::Numbers);
  CHECK(*choose_bar(numbered, "2", "--why-not") == 2);
  CHECK(!choose_bar(numbered, "2024-01-05", "--why-not"));
}
