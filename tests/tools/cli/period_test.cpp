#include "tools/cli/period.hpp"

#include "tests/tools/cli/bars.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

namespace {

Bars week() {
  return bars_on({"2020-01-06", "2020-01-07", "2020-01-08", "2020-01-09", "2020-01-10"},
                 {1, 2, 3, 4, 5});
}

Bars hours() {
  return bars_on(
      {"2020-01-06T00:00:00", "2020-01-06T23:59:59", "2020-01-07T00:00:00", "2020-01-07T12:00:00"},
      {1, 2, 3, 4});
}

Result<PeriodBars> cut(Bars bars, const std::string& from, const std::string& to) {
  return cut(std::move(bars), parse_period(from, to).value());
}

}  // namespace

TEST_CASE("an open period is all bars") {
  const auto all = cut(week(), "", "");
  REQUIRE(all);
  CHECK(all->bars.size() == 5);
  CHECK(all->first_bar == 0);
  CHECK(cut(bars_at({0, 1}, {1, 2}, Clock::Numbers), "", "")->bars.size() == 2);
}

TEST_CASE("both ends are inclusive, and bars before the first stay to warm up") {
  const auto inside = cut(week(), "2020-01-07", "2020-01-09");
  REQUIRE(inside);
  CHECK(inside->bars.close == std::vector<double>{1, 2, 3, 4});
  CHECK(inside->first_bar == 1);
  CHECK(from_bar(inside->bars, inside->first_bar)->close == std::vector<double>{2, 3, 4});
}

TEST_CASE("an end that falls between bars takes those inside") {
  const auto inside = cut(week(), "2020-01-04", "2020-01-12");
  CHECK(inside->first_bar == 0);
  CHECK(inside->bars.size() == 5);
  CHECK(cut(week(), "2020-01-07T00:00:01", "")->first_bar == 2);
}

TEST_CASE("one side may stay open") {
  CHECK(cut(week(), "2020-01-09", "")->first_bar == 3);
  CHECK(cut(week(), "", "2020-01-07")->bars.size() == 2);
}

TEST_CASE("a day as the end reaches to its last second, as the start from its first") {
  CHECK(cut(hours(), "2020-01-06", "2020-01-06")->bars.close == std::vector<double>{1, 2});
  const auto second = cut(hours(), "2020-01-07", "2020-01-07");
  CHECK(second->first_bar == 2);
  CHECK(second->bars.size() == 4);
  CHECK(cut(hours(), "", "2020-01-07T00:00:00")->bars.size() == 3);
}

TEST_CASE("a single bar is refused: an order on it could never fill") {
  const auto one = cut(week(), "2020-01-08", "2020-01-08");
  REQUIRE_FALSE(one);
  CHECK(one.error().fault == Fault::Data);
  CHECK(one.error().message.find("one bar to trade") != std::string::npos);
  CHECK_FALSE(cut(bars_at({0}, {1}, Clock::Numbers), "", ""));
}

TEST_CASE("no bar inside is an error that names the range of the data") {
  for (const auto& [from, to] :
       {std::pair{"2021-01-01", "2021-02-01"}, std::pair{"2019-01-01", "2019-02-01"},
        std::pair{"2020-01-11", ""}, std::pair{"", "2020-01-05"}}) {
    CAPTURE(from);
    const auto none = cut(week(), from, to);
    REQUIRE_FALSE(none);
    CHECK(none.error().fault == Fault::Data);
    CHECK(none.error().message.find(
              "its bars go from 2020-01-06T00:00:00 to 2020-01-10T00:00:00") != std::string::npos);
  }
}

TEST_CASE("bars without dates have no period") {
  const auto none = cut(bars_at({0, 1}, {1, 2}, Clock::Numbers), "2020-01-01", "");
  REQUIRE_FALSE(none);
  CHECK(none.error().fault == Fault::Usage);
  CHECK(none.error().message == "TEST: --from and --to need dates, and these bars have none");
}

TEST_CASE("what is no date, or ends before it begins, is wrong usage") {
  for (const char* text :
       {"yesterday", "2020-13-01", "2020-02-30", "20200101", "2020-01-01T25:00"}) {
    CAPTURE(text);
    CHECK(parse_period(text, "").error().fault == Fault::Usage);
    CHECK(parse_period("", text).error().fault == Fault::Usage);
  }
  CHECK(parse_period("2020-01-02", "2020-01-01").error().message ==
        "--from 2020-01-02 comes after --to 2020-01-01");
  CHECK(parse_period("2020-01-01", "2020-01-01"));
}
