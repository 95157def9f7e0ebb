#include "runtime/market/csv.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <random>

using namespace stratgen;

namespace {

Result<Bars> parse(std::string_view text) { return parse_csv(text, "X", "bars.csv"); }

std::string refusal(std::string_view text) {
  const auto bars = parse(text);
  if (bars) return "accepted";
  CHECK(bars.error().fault == Fault::Data);
  return bars.error().message;
}

// What is said about one row below a good one.
std::string row_refusal(std::string_view row) {
  return refusal(
      fmt::format("Date,Open,High,Low,Close,Volume\n2020-01-02,10,11,9,10,5\n{}\n", row));
}

}  // namespace

TEST_CASE("columns are found by name in any case and order, others are ignored") {
  const auto bars = parse(
      "symbol,CLOSE,Adj Close,timestamp,low,Open,High,Volume\n"
      "SPY,10.5,9,2020-01-02,9,10,11,500\n"
      "SPY,11.5,9,2020-01-03,10,10.25,12,\n");
  REQUIRE(bars);
  CHECK(bars->symbol == "X");
  CHECK(bars->clock == Clock::Dates);
  CHECK(bars->time == std::vector<std::int64_t>{1577923200, 1578009600});
  CHECK(bars->open == std::vector<double>{10, 10.25});
  CHECK(bars->high == std::vector<double>{11, 12});
  CHECK(bars->low == std::vector<double>{9, 10});
  CHECK(bars->close == std::vector<double>{10.5, 11.5});
  CHECK(bars->volume[0] == 500);
  CHECK(std::isnan(bars->volume[1]));
}

TEST_CASE("BOM, CRLF, quotes, blanks and a last line without an end do not matter") {
  const auto bars = parse(
      "\xEF\xBB\xBF\"Date\",\"Open\", High ,Low,Close,\"Note, long\"\r\n"
      "\"2020-01-02\", 10 ,\"11\",9,10,\"a, \"\"b\"\"\"\r\n"
      "2020-01-03,10,11,9,10,");
  REQUIRE_MESSAGE(bars, bars.error().message);
  CHECK(bars->size() == 2);
  CHECK(std::isnan(bars->volume[0]));
  CHECK(parse("Date,Open,High,Low,Close\n2020-01-02,10,11,9,10\n\n\r\n\n")->size() == 1);
}

TEST_CASE("the clock follows the stamps") {
  const auto clock = [](std::string_view header, std::string_view stamp) {
    const auto bars = parse(fmt::format("{},Open,High,Low,Close\n{},10,11,9,10\n", header, stamp));
    return bars ? std::pair(bars->clock, bars->time[0])
                : std::pair(Clock::Numbers, std::int64_t{-1});
  };
  CHECK(clock("Date", "2020-01-02") == std::pair(Clock::Dates, std::int64_t{1577923200}));
  CHECK(clock("", "2020-01-02 09:30:00") == std::pair(Clock::Dates, std::int64_t{1577957400}));
  CHECK(clock("Time", "2020-01-02T09:30:00Z") == std::pair(Clock::Utc, std::int64_t{1577957400}));
  CHECK(clock("Time", "2020-01-02T12:30:00+03:00") ==
        std::pair(Clock::Utc, std::int64_t{1577957400}));
  CHECK(clock("time", "1577957400") == std::pair(Clock::Utc, std::int64_t{1577957400}));
  CHECK(clock("", "7") == std::pair(Clock::Numbers, std::int64_t{7}));
}

TEST_CASE("without a column of times rows are counted") {
  const auto bars = parse("Open,High,Low,Close\n10,11,9,10\n10,11,9,10\n10,11,9,10\n");
  REQUIRE(bars);
  CHECK(bars->clock == Clock::Numbers);
  CHECK(bars->time == std::vector<std::int64_t>{0, 1, 2});
}

TEST_CASE("a named column of times goes before the one without a name") {
  const auto bars = parse(",Datetime,Open,High,Low,Close\n0,2020-01-02,10,11,9,10\n");
  REQUIRE(bars);
  CHECK(bars->clock == Clock::Dates);
}

TEST_CASE("every kind of bad row is named with file, line and reason") {
  CHECK(row_refusal("2020-01-03,10,9.7,9.9,9.8,5") == "bars.csv:3: high 9.7 is below low 9.9");
  CHECK(row_refusal("2020-01-03,12,11,9,10,5") == "bars.csv:3: open 12 is above high 11");
  CHECK(row_refusal("2020-01-03,8,11,9,10,5") == "bars.csv:3: open 8 is below low 9");
  CHECK(row_refusal("2020-01-03,10,11,9,11.5,5") == "bars.csv:3: close 11.5 is above high 11");
  CHECK(row_refusal("2020-01-03,10,11,9,8.5,5") == "bars.csv:3: close 8.5 is below low 9");
  CHECK(row_refusal("2020-01-03,ten,11,9,10,5") == "bars.csv:3: open 'ten' is not a number");
  CHECK(row_refusal("2020-01-03,10,11x,9,10,5") == "bars.csv:3: high '11x' is not a number");
  CHECK(row_refusal("2020-01-03,\"1,000\",11,9,10,5") ==
        "bars.csv:3: open '1,000' is not a number");
  CHECK(row_refusal("2020-01-03,10,nan,9,10,5") == "bars.csv:3: high is NaN");
  CHECK(row_refusal("2020-01-03,10,inf,9,10,5") == "bars.csv:3: high is infinite");
  CHECK(row_refusal("2020-01-03,10,1e999,9,10,5") == "bars.csv:3: high '1e999' is out of range");
  CHECK(row_refusal("2020-01-03,10,11,,10,5") == "bars.csv:3: low is blank");
  CHECK(row_refusal("2020-01-03,10,11,0,10,5") == "bars.csv:3: low 0 is not positive");
  CHECK(row_refusal("2020-01-03,10,11,-9,10,5") == "bars.csv:3: low -9 is not positive");
  CHECK(row_refusal("2020-01-03,10,11,9,10,-5") == "bars.csv:3: volume -5 is negative");
  CHECK(row_refusal("2020-01-03,10,11,9,10,many") == "bars.csv:3: volume 'many' is not a number");
  CHECK(row_refusal("2020-01-03,10,11,9,10") == "bars.csv:3: 5 fields where the header names 6");
  CHECK(row_refusal("2020-01-03,10,11,9,10,5,6") ==
        "bars.csv:3: 7 fields where the header names 6");
  CHECK(row_refusal("\"2020-01-03,10,11,9,10,5") == "bars.csv:3: a quote is not closed");
  CHECK(row_refusal(",10,11,9,10,5") == "bars.csv:3: the date is blank");
  CHECK(row_refusal("\n2020-01-03,10,11,9,10,5") == "bars.csv:3: the line is blank; take it out");
}

TEST_CASE("dates have to ascend and to be of one kind") {
  CHECK(row_refusal("2020-01-01,10,11,9,10,5") ==
        "bars.csv:3: 2020-01-01 comes after 2020-01-02; sort the file by date");
  CHECK(row_refusal("2020-01-02,10,11,9,10,5") ==
        "bars.csv:3: 2020-01-02 is there twice; keep one row for each date");
  CHECK(row_refusal("01/03/2020,10,11,9,10,5") ==
        "bars.csv:3: '01/03/2020' is not a date; write 2020-01-02, 2020-01-02T09:30:00Z or seconds "
        "since 1970");
  CHECK(row_refusal("20200103,10,11,9,10,5").starts_with("bars.csv:3: '20200103' is not a date"));
  CHECK(
      row_refusal("1577957400000,10,11,9,10,5").starts_with("bars.csv:3: '1577957400000' is not"));
  CHECK(
      row_refusal("2020-01-03T09:30:00Z,10,11,9,10,5") ==
      "bars.csv:3: '2020-01-03T09:30:00Z' is a date with a zone where the rows before have a date "
      "without a zone");
}

TEST_CASE("offsets that change with the season are compared in UTC") {
  const auto bars = parse(
      "Date,Open,High,Low,Close\n"
      "2020-10-25 01:00:00+03:00,10,11,9,10\n"
      "2020-10-25 01:00:00+02:00,10,11,9,10\n");
  REQUIRE(bars);
  CHECK(bars->time[1] - bars->time[0] == 3600);
}

TEST_CASE("all bad rows are listed with line and column, the first in the message") {
  const auto bars = parse(
      "Date,Open,High,Low,Close\n"
      "2020-01-02,10,11,9,10\n"
      "2020-01-03,10,-1,9,10\n"
      "2020-01-04,10,11,9,10\n"
      "2020-01-05,10,11,9,abc\n");
  REQUIRE_FALSE(bars);
  CHECK(bars.error().message == "bars.csv:3: high -1 is not positive (1 more bad row)");
  REQUIRE(bars.error().diagnostics.size() == 2);
  const Diagnostic& second = bars.error().diagnostics[1];
  CHECK(second.file == "bars.csv");
  CHECK(second.line == 5);
  CHECK(second.column == 20);  // "2020-01-05,10,11,9," are 19 characters
  CHECK(second.message == "close 'abc' is not a number");
}

TEST_CASE("a file of rubbish stops after a hundred rows") {
  std::string text = "Date,Open,High,Low,Close\n";
  for (int i = 0; i < 1000; ++i) text += "x,y\n";
  const auto bars = parse(text);
  REQUIRE_FALSE(bars);
  CHECK(bars.error().diagnostics.size() == 100);
  CHECK(bars.error().message ==
        "bars.csv:2: 2 fields where the header names 5 (at least 99 more bad rows)");
}

TEST_CASE("files without rows or without a known header say what is missing") {
  CHECK(refusal("") == "bars.csv: the file is empty");
  CHECK(refusal(" \r\n\n") == "bars.csv: the file is empty");
  CHECK(refusal("Date,Open,High,Low,Close\n") == "bars.csv: there is a header and no row below it");
  CHECK(refusal("Date;Open;High;Low;Close\n2020-01-02;1;1;1;1\n") ==
        "bars.csv:1: found the columns 'Date;Open;High;Low;Close'; needed are Open, High, Low and "
        "Close, separated by commas, and best a Date and a Volume");
  CHECK(
      refusal("2020-01-02,1,2,3\n").starts_with("bars.csv:1: found the columns '2020-01-02', '1'"));
  CHECK(refusal("Date,Time,Open,High,Low,Close\n1,1,1,1,1,1\n") ==
        "bars.csv:1: columns 1 ('Date') and 2 ('Time') mean the same; keep one");
  CHECK(refusal("open,Open,High,Low,Close\n1,1,1,1,1\n") ==
        "bars.csv:1: columns 1 ('open') and 2 ('Open') mean the same; keep one");
}

TEST_CASE("float noise of a vendor's adjustment is accepted as it is") {
  const auto bars = parse("Date,Open,High,Low,Close\n2020-01-02,10,10,9,10.000000000000002\n");
  REQUIRE(bars);
  CHECK(bars->close[0] == 10.000000000000002);
  CHECK_FALSE(parse("Date,Open,High,Low,Close\n2020-01-02,10,10,9,10.0000001\n"));
}

TEST_CASE("numbers come back to the last bit") {
  std::mt19937_64 random(20200102);
  std::uniform_real_distribution<double> exponent(-8, 8);
  std::string text = "Date,Open,High,Low,Close,Volume\n";
  std::vector<double> lows, highs;
  for (int i = 0; i < 2000; ++i) {
    const double low = std::pow(10.0, exponent(random));
    const double high = low * 1.5;
    text += fmt::format("{},{},{},{},{},{}\n", 157'766'400 + i, low, high, low, high, high);
    lows.push_back(low);
    highs.push_back(high);
  }
  const auto bars = parse(text);
  REQUIRE_MESSAGE(bars, bars.error().message);
  CHECK(bars->low == lows);
  CHECK(bars->high == highs);
  CHECK(bars->volume == highs);
}

TEST_CASE("a file that is not there is named") {
  const auto bars = read_csv("no/such/bars.csv", "X");
  REQUIRE_FALSE(bars);
  CHECK(bars.error().message.find("no/such/bars.csv") != std::string::npos);
}

TEST_CASE("damaged text never gets past the checks") {
  const std::string good =
      "Date,Open,High,Low,Close,Volume\n2020-01-02,10,11,9,10,5\n2020-01-03,10.5,11,9,10,\n";
  std::mt19937_64 random(7);
  const std::string_view alphabet = "0123456789,.-\"\n\r eTZ:x";
  for (int round = 0; round < 20000; ++round) {
    std::string text = good;
    for (int change = 0; change < 3; ++change) {
      text[random() % text.size()] = alphabet[random() % alphabet.size()];
    }
    const auto bars = parse(text);
    if (!bars) {
      REQUIRE(bars.error().message.starts_with("bars.csv"));
      continue;
    }
    for (std::size_t i = 0; i < bars->size(); ++i) {
      REQUIRE(bars->low[i] > 0);
      REQUIRE(bars->low[i] <= bars->open[i] * (1 + 1e-9));
      REQUIRE(bars->close[i] <= bars->high[i] * (1 + 1e-9));
      if (i > 0) REQUIRE(bars->time[i] > bars->time[i - 1]);
    }
  }
}
