#include "runtime/import/dialect.hpp"

#include "runtime/import/date_column.hpp"
#include "runtime/import/number_style.hpp"
#include "runtime/import/table_header.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "imported.hpp"

namespace stratgen {
namespace {

std::string rows_of(std::string_view separator, const std::vector<std::string>& dates) {
  std::string text = "Date,Open,High,Low,Close\n";
  for (const std::string& date : dates) text += date + ",10,12,9,11\n";
  std::string result;
  for (const char c : text) {
    if (c == ',')
      result += separator;
    else
      result += c;
  }
  return result;
}

std::string first_day(std::string_view text, const std::vector<std::string>& hints = {}) {
  const ImportedFile file = imported(text, hints);
  const Bars& bars = file.markets.front().bars;
  return to_iso(bars.time.front(), bars.clock).substr(0, 10);
}

TEST_CASE("separators: comma, semicolon, tab, pipe and blanks") {
  for (const char* separator : {",", ";", "\t", "|", "  "}) {
    CAPTURE(separator);
    CHECK(first_day(rows_of(separator, {"2020-01-02", "2020-01-03"})) == "2020-01-02");
  }
}

TEST_CASE("the order of day and month is proved by a day over 12, wherever it stands") {
  CHECK(first_day(rows_of(",", {"02/01/2020", "13/01/2020"})) == "2020-01-02");
  CHECK(first_day(rows_of(",", {"01/02/2020", "01/13/2020"})) == "2020-01-02");
  std::vector<std::string> dates;
  for (int year = 1600; year < 2000; ++year) dates.push_back("02/01/" + std::to_string(year));
  dates.push_back("14/01/2000");  // far behind the first lines
  CHECK(first_day(rows_of(",", dates)) == "1600-01-02");
}

TEST_CASE("without a day over 12 the order is the one in which the dates follow each other") {
  CHECK(first_day(rows_of(",", {"02/01/2020", "03/01/2020", "06/01/2020"})) == "2020-01-02");
  CHECK(first_day(rows_of(",", {"01/02/2020", "01/03/2020", "01/06/2020"})) == "2020-01-02");
  CHECK(first_day(rows_of(",", {"02.01.2020"})) == "2020-01-02");  // as dates with points are
}

TEST_CASE("what stays open is refused with the hint to give") {
  CHECK(refusal(rows_of(",", {"04/05/2020"})) ==
        "bars.csv:2: '04/05/2020' can be the 2020-05-04 or the 2020-04-05, and no date in the file "
        "decides it; say --format dates=DMY or dates=MDY");
  // Every day of January, or the first of every month.
  const std::string both = rows_of(",", {"01/02/2020", "01/03/2020", "01/04/2020"});
  CHECK(refusal(both).find("dates=DMY or dates=MDY") != std::string::npos);
  CHECK(first_day(both, {"dates=DMY"}) == "2020-02-01");
  CHECK(first_day(both, {"dates=MDY"}) == "2020-01-02");
  CHECK(
      refusal(rows_of(",", {"13/01/2020", "01/14/2020"})) ==
      "bars.csv:3: day and month change their order: '13/01/2020' in line 2, '01/14/2020' in line "
      "3; write them as 2020-01-02");
}

TEST_CASE("a hint that the file contradicts is refused") {
  CHECK(refusal(rows_of(",", {"13/01/2020", "14/01/2020"}), {"dates=MDY"}) ==
        "bars.csv:2: '13/01/2020' is not a date in the order that --format dates= says");
  CHECK(refusal(rows_of(",", {"12/01/2020", "13/01/2020"}), {"dates=MDY"})
            .find("bars.csv:3:1: '13/01/2020' is not a date") == 0);
}

TEST_CASE("years of two digits and Excel's days are refused without a hint") {
  const std::string text = rows_of(",", {"01/13/20", "01/14/20"});
  CHECK(refusal(text) ==
        "bars.csv:2: '01/13/20' has a year of two digits; say in which order day, month and year "
        "are: --format dates=DMy, dates=MDy or dates=yMD");
  CHECK(first_day(text, {"dates=MDy"}) == "2020-01-13");
  CHECK(
      refusal(rows_of(",", {"43832", "43833"})) ==
      "bars.csv:2: '43832' may be a day as Excel counts them; if it is, say --format dates=excel");
}

TEST_CASE("decimal commas are proved by numbers that thousands cannot be") {
  const auto first_open = [](std::string_view open, std::string_view high,
                             const std::vector<std::string>& hints = {}) {
    const std::string text = fmt::format(
        "Date;Open;High;Low;Close\n2020-01-02;{0};{1};{0};{0}\n2020-01-03;{0};{1};{0};{0}\n", open,
        high);
    return imported(text, hints).markets.front().bars.open[0];
  };
  CHECK(first_open("1,5", "2,5") == 1.5);
  CHECK(first_open("1.234,5", "1.235,5") == 1234.5);
  CHECK(first_open("1,234.5", "1,235.5") == 1234.5);
  CHECK(first_open("1.234.567", "1.234.567") == 1234567);
  CHECK(first_open("1,234,567", "1,234,567") == 1234567);
  CHECK(first_open("0,123", "0,124") == 0.123);
  CHECK(first_open("110.123", "110.124") == 110.123);  // forex
  CHECK(first_open("1'234.5", "1'235.5") == 1234.5);
  CHECK(first_open("1,234", "1,235", {"decimal=comma"}) == 1.234);
  CHECK(first_open("1,234", "1,235", {"decimal=point"}) == 1234);
}

TEST_CASE("1,234 throughout is refused, and so are both styles at once") {
  CHECK(
      refusal("Date;Open;High;Low;Close\n2020-01-02;1,234;1,235;1,233;1,234\n") ==
      "bars.csv:2: '1,234' can have thousands or three decimals, and no number in the file decides "
      "it; say --format decimal=point or decimal=comma");
  CHECK(
      refusal("Date;Open;High;Low;Close\n2020-01-02;1,5;1,6;1,4;1,5\n2020-01-03;1.5;1.6;1.4;1.5\n")
          .find("some numbers have decimal points and others decimal commas") != std::string::npos);
  // Thousands were never seen, so a damaged point is not read as one.
  CHECK(refusal("Date;Open;High;Low;Close\n2020-01-02;101.25;102;101;102\n2020-01-03;101,250;102;"
                "101;102\n") ==
        "bars.csv:3:12: open '101,250' is not a number; if the comma is between thousands, say "
        "--format decimal=point");
}

TEST_CASE("without a header the prices must bear out the order") {
  CHECK(refusal("2020-01-02,10,9,12,11,5\n2020-01-03,11,10,13,12,5\n")
            .find("are not in the order open") != std::string::npos);
  CHECK(refusal("2020-01-02,10,12,9,11,5,6,7\n2020-01-03,11,13,10,12,5,6,7\n")
            .find("3 columns after the four prices are not known") != std::string::npos);
  const ImportedFile file = imported("AAPL,20200102,10,12,9,11,5\nMSFT,20200102,20,22,19,21,5\n");
  CHECK(file.markets.size() == 2);
  CHECK(concludes(file, "no header: market, date, open, high, low, close, volume"));
}

TEST_CASE("columns that are not read are named") {
  CHECK(concludes(imported("Date,Open,High,Low,Close,oi,vwap\n2020-01-02,1,2,1,2,5,6\n"),
                  "left out 'oi', 'vwap'"));
}

TEST_CASE("columns of unknown names are refused with the names") {
  CHECK(refusal("wann,auf,hoch,runter,zu\n2020-01-02,1,2,1,2\n")
            .find("bars.csv:1: found the columns 'wann', 'auf', 'hoch', 'runter', 'zu'") == 0);
}

}  // namespace
}  // namespace stratgen
