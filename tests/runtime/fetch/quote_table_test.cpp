#include "runtime/fetch/quote_table.hpp"

#include "tests/runtime/fetch/asking.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace stratgen;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

Quote quote(int day, double close) {
  const std::int64_t time = jan_2_2024 + day * one_day;
  return {time, close, close, close, close, 100, time + one_day};
}

QuotePage page_of(std::vector<Quote> quoted, std::vector<Quote> adjusted = {}) {
  QuotePage page;
  page.quoted = std::move(quoted);
  page.adjusted = std::move(adjusted);
  return page;
}

}  // namespace

TEST_CASE("pages in any order become bars in theirs") {
  QuoteTable table(ask_for("AAPL"));
  table.add(page_of({quote(3, 13), quote(2, 12)}));
  table.add(page_of({quote(1, 11)}));
  const NewBars bars = std::move(table).bars(Adjustment::Raw);
  REQUIRE(bars.bars.size() == 3);
  CHECK(bars.bars.close[0] == 11.0);
  CHECK(bars.bars.close[2] == 13.0);
  CHECK(bars.bars.clock == Clock::Dates);
  CHECK(bars.adjustment == Adjustment::Raw);
  CHECK_FALSE(bars.raw);
}

TEST_CASE("rows outside of what was asked for, or not final, are left out") {
  QuoteTable table(ask_for("AAPL"));  // 2 January to 1 February, asked on 1 February
  table.add(page_of({quote(-1, 9), quote(0, 10), quote(29, 39), quote(30, 40), quote(31, 41)}));
  const NewBars bars = std::move(table).bars(Adjustment::Raw);
  CHECK(bars.bars.size() == 2);  // 1 February itself has not ended
  CHECK(bars.defects.empty());
}

TEST_CASE("a bar needs its quoted and its adjusted price") {
  QuoteTable table(ask_for("AAPL"));
  table.add(page_of({quote(0, 10), quote(1, 11), quote(2, 12)}, {quote(0, 5), quote(1, nothing)}));
  CHECK(table.is_half_adjusted());
  const NewBars bars = std::move(table).bars(Adjustment::Raw);
  REQUIRE(bars.bars.size() == 1);
  CHECK(bars.bars.close[0] == 5.0);
  REQUIRE(bars.raw);
  CHECK(bars.raw->close[0] == 10.0);
  REQUIRE(bars.defects.size() == 2);
  CHECK(bars.defects[0].message == "the row of 2024-01-03 has no adjusted price; it was left out");
}

TEST_CASE("a clock that is a little off changes nothing") {
  QuoteTable table(ask_for("AAPL"));
  table.see_clock("Thu, 01 Feb 2024 00:04:00 GMT");
  table.see_clock("nonsense");
  CHECK(table.notes().empty());
  table.see_clock("Fri, 02 Feb 2024 12:00:00 GMT");
  CHECK(table.notes().size() == 1);
}
