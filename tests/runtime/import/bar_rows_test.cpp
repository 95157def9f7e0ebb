#include "runtime/import/bar_rows.hpp"

#include <doctest/doctest.h>

#include "imported.hpp"

namespace stratgen {
namespace {

const std::string head = "Date,Open,High,Low,Close,Volume\n2020-01-02,10,12,9,11,100\n";
const std::string tail = "2020-01-06,11,13,10,12,200\n";

TEST_CASE("a row that is none is refused by line and column") {
  const auto with = [](std::string_view row) {
    return refusal(head + std::string(row) + "\n" + tail);
  };
  CHECK(with("2020-01-03,abc,12,9,11,1") == "bars.csv:3:12: open 'abc' is not a number");
  CHECK(with("2020-01-03,10,12") == "bars.csv:3:1: 3 fields where the rows have 6");
  CHECK(with("2020-02-30,10,12,9,11,1") ==
        "bars.csv:3:1: '2020-02-30' is not a date as the rows before have it");
  CHECK(with("03.01.2020,10,12,9,11,1") ==
        "bars.csv:3:1: '03.01.2020' is not a date as the rows before have it");
  CHECK(with("2020-01-03,10,inf,9,11,1") == "bars.csv:3:15: high 'inf' is not a number");
  CHECK(with("2020-01-03,10,1e999,9,11,1") == "bars.csv:3:15: high '1e999' is not a number");
  CHECK(with("2020-01-03,10,12,9,11,1,5") == "bars.csv:3:1: 7 fields where the rows have 6");
  CHECK(with("2020-01-03,\"10,12,9,11,1") == "bars.csv:3:1: a quote is not closed");
  CHECK(with("2020-01-03Z,10,12,9,11,1").starts_with("bars.csv:3:1: '2020-01-03Z' is not"));
  CHECK(with("Total,,,,,300") == "bars.csv:3:1: 'Total' is not a date as the rows before have it");
}

TEST_CASE("every bad row is named, up to a hundred") {
  std::string text = head;
  for (int i = 0; i < 150; ++i) text += "2020-01-03,x,12,9,11,1\n";
  const auto file = parse_bars(text, "bars.csv", "BARS");
  REQUIRE(!file);
  CHECK(file.error().diagnostics.size() == 100);
  CHECK(file.error().message ==
        "bars.csv:3:12: open 'x' is not a number (and at least 99 more bad rows)");
}

TEST_CASE("a damaged last row is no note of a vendor") {
  CHECK(refusal(head + tail + "x020-01-07,11,13,10,12,200\n") ==
        "bars.csv:4:1: 'x020-01-07' is not a date as the rows before have it");
  const ImportedFile file = imported(head + tail + "Total,,,,,300\n");
  REQUIRE(file.markets.front().defects.size() == 1);
  CHECK(file.markets.front().defects[0].kind == "footer");
  CHECK(file.markets.front().defects[0].line == 4);
}

TEST_CASE("rows without a price are left out and said with their line") {
  for (const char* row : {"2020-01-03,,,,,", "2020-01-03,NaN,NaN,NaN,NaN,0", "2020-01-03,-,-,-,-,-",
                          "2020-01-03,10,12,null,11,5"}) {
    CAPTURE(row);
    const ImportedFile file = imported(head + row + "\n" + tail);
    CHECK(file.markets.front().bars.size() == 2);
    REQUIRE(file.markets.front().defects.size() == 1);
    CHECK(file.markets.front().defects[0].kind == "blank");
    CHECK(file.markets.front().defects[0].severity == Severity::Warning);
    CHECK(file.markets.front().defects[0].line == 3);
  }
}

TEST_CASE("bars that cannot trade are read as they are: what trades is checked elsewhere") {
  const ImportedFile file = imported(head + "2020-01-03,10,9,11,-37.63,0\n" + tail);
  CHECK(bar_text(file.markets.front().bars, 1) == "2020-01-03T00:00:00 10 9 11 -37.63 0");
  CHECK(file.markets.front().defects.empty());
}

TEST_CASE("a header in the middle is where files were put together") {
  const ImportedFile file = imported(head + "Date,Open,High,Low,Close,Volume\n" + tail);
  CHECK(file.markets.front().bars.size() == 2);
  REQUIRE(file.markets.front().defects.size() == 1);
  CHECK(file.markets.front().defects[0].kind == "header");
}

TEST_CASE("numbers of many digits are read to the last one") {
  const ImportedFile file = imported(
      "Date,Open,High,Low,Close\n2020-01-02,0.1,1.0858701467514038,0.1,17.866648800017867\n"
      "2020-01-03,123456789.123456789,9007199254740993,0.1,1e-7\n");
  const Bars& bars = file.markets.front().bars;
  CHECK(bars.open[0] == 0.1);
  CHECK(bars.high[0] == 1.0858701467514038);
  CHECK(bars.close[0] == 17.866648800017867);
  CHECK(bars.open[1] == 123456789.123456789);
  CHECK(bars.high[1] == 9007199254740993.0);
  CHECK(bars.close[1] == 1e-7);
}

TEST_CASE("lines are found again behind blank ones") {
  LineNumbers lines;
  lines.add(0, 2);
  lines.add(1, 3);
  lines.add(2, 7);
  lines.add(3, 8);
  CHECK(lines.line_of(1) == 3);
  CHECK(lines.line_of(2) == 7);
  CHECK(lines.line_of(3) == 8);
}

}  // namespace
}  // namespace stratgen
