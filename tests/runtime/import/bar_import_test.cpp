// Small files in the dialects of the sources that people use, written from their descriptions.
#include <doctest/doctest.h>

#include <cmath>

#include "imported.hpp"

namespace stratgen {
namespace {

void check_bars(const ImportedFile& file, const std::string& symbol, const std::string& timeframe,
                const std::vector<std::string>& bars) {
  const ImportedMarket& market = file.markets.front();
  CHECK(market.bars.symbol == symbol);
  CHECK(market.timeframe == timeframe);
  REQUIRE(market.bars.size() == bars.size());
  for (std::size_t i = 0; i < bars.size(); ++i) CHECK(bar_text(market.bars, i) == bars[i]);
}

TEST_CASE(
    "Yahoo's CSV: the adjusted close scales the bars, the raw ones are kept, nulls are left out") {
  const ImportedFile file = imported(
      "Date,Open,High,Low,Close,Adj Close,Volume\n"
      "2020-01-02,10,12,8,11,5.5,100\n"
      "2020-01-03,null,null,null,null,null,null\n"
      "2020-01-06,11,13,10,12,12,200\n");
  // 5.5 / 11 = 0.5
  check_bars(file, "BARS", "1d",
             {"2020-01-02T00:00:00 5 6 4 5.5 100", "2020-01-06T00:00:00 11 13 10 12 200"});
  const ImportedMarket& market = file.markets.front();
  CHECK(market.adjustment == Adjustment::Full);
  REQUIRE(market.raw);
  CHECK(bar_text(*market.raw, 0) == "2020-01-02T00:00:00 10 12 8 11 100");
  REQUIRE(market.defects.size() == 1);
  CHECK(market.defects[0].kind == "blank");
  CHECK(market.defects[0].line == 3);
}

TEST_CASE("yfinance's three lines of header: one market, and several side by side") {
  check_bars(imported("Price,Close,High,Low,Open,Volume\nTicker,AAPL,AAPL,AAPL,AAPL,AAPL\n"
                      "Date,,,,,\n2020-01-02,11,12,9,10,100\n2020-01-03,12,13,10,11,200\n"),
             "AAPL", "1d",
             {"2020-01-02T00:00:00 10 12 9 11 100", "2020-01-03T00:00:00 11 13 10 12 200"});
  const ImportedFile file = imported(
      ",Close,Close,High,High,Low,Low,Open,Open,Volume,Volume\n"
      ",AAPL,MSFT,AAPL,MSFT,AAPL,MSFT,AAPL,MSFT,AAPL,MSFT\n"
      "Date,,,,,,,,,,\n"
      "2020-01-02,11,,12,,9,,10,,100,\n"
      "2020-01-03,12,22,13,23,10,20,11,21,200,300\n");
  REQUIRE(file.markets.size() == 2);
  CHECK(file.markets[0].bars.size() == 2);
  CHECK(file.markets[1].bars.symbol == "MSFT");
  CHECK(file.markets[1].timeframe == "1d");  // of the file: it has one bar
  CHECK(bar_text(file.markets[1].bars, 0) == "2020-01-03T00:00:00 21 23 20 22 300");
}

TEST_CASE("columns that are there twice: those that are filled count") {
  const ImportedFile file = imported(
      ",Datetime,open,high,low,close,volume,Open,High,Low,Close,Volume\n"
      "0,2022-07-28 17:00:00,10,12,9,11,0.0,,,,,\n"
      "1,2022-07-28 18:00:00,10,12,9,11,7,10,12,9,11,0\n"
      "2,2022-07-28 19:00:00,,,,,,11,13,10,12,5\n");
  check_bars(file, "BARS", "1h",
             {"2022-07-28T17:00:00 10 12 9 11 0", "2022-07-28T18:00:00 10 12 9 11 7",
              "2022-07-28T19:00:00 11 13 10 12 5"});
  CHECK(concludes(file, "there twice"));
}

TEST_CASE("Stooq's bulk files: names in angle brackets, date and time of day") {
  check_bars(imported("<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>\n"
                      "AAPL.US,60,20200102,090000,10,12,9,11,100,0\n"
                      "AAPL.US,60,20200102,100000,11,13,10,12,200,0\n"),
             "AAPL.US", "1h",
             {"2020-01-02T09:00:00 10 12 9 11 100", "2020-01-02T10:00:00 11 13 10 12 200"});
}

TEST_CASE("Alpha Vantage's CSV is newest first") {
  const ImportedFile file = imported(
      "timestamp,open,high,low,close,volume\n2020-01-03,11,13,10,12,200\n2020-01-02,10,12,9,11,"
      "100\n");
  check_bars(file, "BARS", "1d",
             {"2020-01-02T00:00:00 10 12 9 11 100", "2020-01-03T00:00:00 11 13 10 12 200"});
  CHECK(concludes(file, "newest first"));
}

TEST_CASE("Tiingo's CSV: adjusted columns, dividends and splits") {
  const ImportedFile file = imported(
      "date,close,high,low,open,volume,adjClose,adjHigh,adjLow,adjOpen,adjVolume,divCash,"
      "splitFactor\n"
      "2020-01-02 00:00:00+00:00,11,12,9,10,100,5.5,6,4.5,5,200,0.0,1.0\n"
      "2020-01-03 00:00:00+00:00,12,13,10,11,200,12,13,10,11,200,0.5,2.0\n");
  check_bars(file, "BARS", "1d",
             {"2020-01-02T00:00:00 5 6 4.5 5.5 200", "2020-01-03T00:00:00 11 13 10 12 200"});
  const std::vector<CorporateAction>& actions = file.markets.front().actions;
  REQUIRE(actions.size() == 2);
  CHECK(actions[0].kind == CorporateAction::Kind::Dividend);
  CHECK(actions[0].value == 0.5);
  CHECK(actions[1].kind == CorporateAction::Kind::Split);
  CHECK(actions[1].value == 2.0);
}

TEST_CASE("Alpaca's CSV: a day begins at midnight in New York, in summer and winter") {
  check_bars(imported("t,o,h,l,c,v,n,vw\n2024-03-08T05:00:00Z,10,12,9,11,100,7,10.5\n"
                      "2024-03-11T04:00:00Z,11,13,10,12,200,8,11.5\n"
                      "2024-03-12T04:00:00Z,11,13,10,12,200,8,11.5\n"),
             "BARS", "1d",
             {"2024-03-08T00:00:00 10 12 9 11 100", "2024-03-11T00:00:00 11 13 10 12 200",
              "2024-03-12T00:00:00 11 13 10 12 200"});
}

TEST_CASE("Twelve Data's CSV has semicolons") {
  check_bars(imported("datetime;open;high;low;close;volume\n2020-01-03 15:30:00;11;13;10;12;200\n"
                      "2020-01-03 14:30:00;10;12;9;11;100\n"),
             "BARS", "1h",
             {"2020-01-03T14:30:00 10 12 9 11 100", "2020-01-03T15:30:00 11 13 10 12 200"});
}

TEST_CASE("Investing.com: a byte-order mark is off, all quoted, thousands, volumes in K and M") {
  check_bars(
      imported(
          "\"Date\",\"Price\",\"Open\",\"High\",\"Low\",\"Vol.\",\"Change %\"\n"
          "\"01/14/2020\",\"1,112.50\",\"1,100.00\",\"1,120.00\",\"1,090.00\",\"1.25M\",\"0.53%\"\n"
          "\"01/13/2020\",\"999.00\",\"1,000.00\",\"1,020.00\",\"990.00\",\"-\",\"0.10%\"\n"),
      "BARS", "1d",
      {"2020-01-13T00:00:00 1000 1020 990 999 nan",
       "2020-01-14T00:00:00 1100 1120 1090 1112.5 1250000"});
  const ImportedFile german = imported(
      "\"Datum\",\"Zuletzt\",\"Eröffn.\",\"Hoch\",\"Tief\",\"Vol.\",\"+/- %\"\n"
      "\"03.01.2020\",\"13.219,14\",\"13.266,20\",\"13.281,60\",\"13.119,80\",\"78,25M\",\"-1,25%"
      "\"\n"
      "\"02.01.2020\",\"13.385,93\",\"13.233,71\",\"13.425,51\",\"13.225,80\",\"70,65M\",\"1,03%"
      "\"\n");
  check_bars(german, "BARS", "1d",
             {"2020-01-02T00:00:00 13233.71 13425.51 13225.8 13385.93 70650000",
              "2020-01-03T00:00:00 13266.2 13281.6 13119.8 13219.14 78250000"});
  CHECK(concludes(german, "decimal commas"));
}

TEST_CASE("MetaTrader 4 has no header, MetaTrader 5 tabs and two volumes") {
  check_bars(imported("2020.01.02,00:00,1.1213,1.1225,1.1201,1.1220,1234\n"
                      "2020.01.02,01:00,1.1220,1.1230,1.1210,1.1215,1111\n"),
             "BARS", "1h",
             {"2020-01-02T00:00:00 1.1213 1.1225 1.1201 1.122 1234",
              "2020-01-02T01:00:00 1.122 1.123 1.121 1.1215 1111"});
  check_bars(
      imported("<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>\r\n"
               "2020.01.02\t00:00:00\t1.1213\t1.1225\t1.1201\t1.1220\t1234\t0\t5\r\n"
               "2020.01.02\t01:00:00\t1.1220\t1.1230\t1.1210\t1.1215\t1111\t0\t5\r\n"),
      "BARS", "1h",
      {"2020-01-02T00:00:00 1.1213 1.1225 1.1201 1.122 1234",
       "2020-01-02T01:00:00 1.122 1.123 1.121 1.1215 1111"});
}

TEST_CASE("Binance's and Kraken's files have no header; milliseconds became microseconds in 2025") {
  check_bars(imported("1735686000000,10,12,9,11,5,1735689599999,50,7,2,20,0\n"
                      "1735689600000000,11,13,10,12,6,1735693199999999,60,8,3,30,0\n"),
             "BARS", "1h",
             {"2024-12-31T23:00:00Z 10 12 9 11 5", "2025-01-01T00:00:00Z 11 13 10 12 6"});
  check_bars(imported("1577836800,10,12,9,11,5,7\n1577840400,11,13,10,12,6,8\n"), "BARS", "1h",
             {"2020-01-01T00:00:00Z 10 12 9 11 5", "2020-01-01T01:00:00Z 11 13 10 12 6"});
}

TEST_CASE("CryptoDataDownload: an address first, then unix, date and symbol, newest first") {
  const ImportedFile file = imported(
      "https://www.CryptoDataDownload.com\n"
      "unix,date,symbol,open,high,low,close,Volume BTC,Volume USD\n"
      "1577840400,2020-01-01 01:00:00,BTC/USD,11,13,10,12,6,72\n"
      "1577836800,2020-01-01 00:00:00,BTC/USD,10,12,9,11,5,55\n");
  check_bars(file, "BTC/USD", "1h",
             {"2020-01-01T00:00:00Z 10 12 9 11 5", "2020-01-01T01:00:00Z 11 13 10 12 6"});
  CHECK(concludes(file, "header in line 2"));
}

TEST_CASE("a long file has a market for each ticker") {
  const ImportedFile file = imported(
      "date,open,high,low,close,volume,Name\n2020-01-02,10,12,9,11,100,AAPL\n"
      "2020-01-02,20,22,19,21,100,MSFT\n2020-01-03,11,13,10,12,200,AAPL\n");
  REQUIRE(file.markets.size() == 2);
  check_bars(file, "AAPL", "1d",
             {"2020-01-02T00:00:00 10 12 9 11 100", "2020-01-03T00:00:00 11 13 10 12 200"});
  CHECK(bar_text(file.markets[1].bars, 0) == "2020-01-02T00:00:00 20 22 19 21 100");
}

TEST_CASE("dollars, R's frames, quantmod's names, HistData, Kibot, blanks as separators") {
  check_bars(imported("Date,Close/Last,Volume,Open,High,Low\n01/14/2020,$12.50,200,$11,$13,$10\n"
                      "01/13/2020,$11.00,100,$10,$12,$9\n"),
             "BARS", "1d",
             {"2020-01-13T00:00:00 10 12 9 11 100", "2020-01-14T00:00:00 11 13 10 12.5 200"});
  check_bars(
      imported("Date,Open,High,Low,Close\n1,2020-01-02,10,12,9,11\n2,2020-01-03,11,13,10,12\n"),
      "BARS", "1d", {"2020-01-02T00:00:00 10 12 9 11 nan", "2020-01-03T00:00:00 11 13 10 12 nan"});
  check_bars(imported("\"\",\"SPY.Open\",\"SPY.High\",\"SPY.Low\",\"SPY.Close\",\"SPY.Volume\"\n"
                      "\"2020-01-02\",10,12,9,11,100\n\"2020-01-03\",11,13,10,12,200\n"),
             "SPY", "1d",
             {"2020-01-02T00:00:00 10 12 9 11 100", "2020-01-03T00:00:00 11 13 10 12 200"});
  check_bars(imported("20200102 000000;10;12;9;11;0\n20200102 000100;11;13;10;12;0\n"), "BARS",
             "1m", {"2020-01-02T00:00:00 10 12 9 11 0", "2020-01-02T00:01:00 11 13 10 12 0"});
  check_bars(imported("01/13/2020,09:30,10,12,9,11,100\n01/13/2020,09:31,11,13,10,12,200\n"),
             "BARS", "1m",
             {"2020-01-13T09:30:00 10 12 9 11 100", "2020-01-13T09:31:00 11 13 10 12 200"});
  check_bars(
      imported("Date       Time  Open High Low Close Volume\n2020-01-02 09:30 10 12 9 11 100\n"
               "2020-01-02 09:31 11 13 10 12   200\n"),
      "BARS", "1m", {"2020-01-02T09:30:00 10 12 9 11 100", "2020-01-02T09:31:00 11 13 10 12 200"});
}

TEST_CASE("line ends, comments, blank lines, separators at the end, a vendor's last line") {
  const std::vector<std::string> bars = {"2020-01-02T00:00:00 10 12 9 11 nan",
                                         "2020-01-03T00:00:00 11 13 10 12 nan"};
  for (const char* text :
       {"Date,Open,High,Low,Close\r\n2020-01-02,10,12,9,11\r\n2020-01-03,11,13,10,12",
        "Date,Open,High,Low,Close\r2020-01-02,10,12,9,11\r2020-01-03,11,13,10,12\r",
        "# from somewhere\n// else\nDate,Open,High,Low,Close\n2020-01-02,10,12,9,11\n# within\n"
        "2020-01-03,11,13,10,12\n",
        "Date,Open,High,Low,Close,\n2020-01-02,10,12,9,11,\n\n2020-01-03,11,13,10,12,\n,,,,,\n\n",
        "Date,Open,High,Low,Close\n2020-01-02,10,12,9,11,\n2020-01-03,11,13,10,12,\n",
        "Date,Open,High,Low,Close\n2020-01-02,1e1,1.2E+01,9,11\n2020-01-03,11,13,10,12\n"
        "\"Downloaded from a vendor, 2020\"\n",
        "Prices of SPY\nDate,Open,High,Low,Close\n2020-01-02,10,12,9,11\n2020-01-03,11,13,10,12\n"
        "Average,10.5,12.5,9.5,11.5\n"}) {
    CAPTURE(text);
    check_bars(imported(text), "BARS", "1d", bars);
  }
}

TEST_CASE("what is no table of bars is refused with what it is") {
  CHECK(refusal("") == "bars.csv: the file is empty");
  CHECK(refusal("\n \n") == "bars.csv: the file is empty");
  CHECK(refusal("No data") == "bars.csv: this is no table of bars; it begins with 'No data'");
  CHECK(refusal("Date,Open,High,Low,Close\n") == "bars.csv: there is a header and no row below it");
  CHECK(
      refusal("# closes\nDate,IBM,AAPL,MSFT\n1990-01-01,10.9,,0.4\n1990-02-01,11.5,0.2,0.4\n") ==
      "bars.csv:2: the columns 'Date', 'IBM', 'AAPL', 'MSFT' look like a wide table, one column of "
      "closes for each market: closes alone are no bars; needed are open, high, low and close");
  CHECK(refusal("Date,Close\n2020-01-02,10\n2020-01-03,11\n") ==
        "bars.csv:1: the columns 'Date', 'Close' have a close but not open, high and low: closes "
        "alone are no bars");
  CHECK(refusal("Date,Open,High,Low,Close,Close\n2020-01-02,10,12,9,11,11\n") ==
        "bars.csv:1: columns 5 and 6 both mean close; name the columns with --format "
        "columns=date,open,... (- for one to leave out)");
  CHECK(refusal(",Open,High,Low,Close\n0,10,12,9,11\n1,11,13,10,12\n") ==
        "bars.csv:2: no column holds dates: '0' below '' looks like a row's number");
}

TEST_CASE("hints settle what a file leaves open") {
  check_bars(
      imported(
          "Date,Open,High,Low,Close,Close\n2020-01-02,10,12,9,11,5\n2020-01-03,11,13,10,12,6\n",
          {"columns=date,open,high,low,close,-"}),
      "BARS", "1d", {"2020-01-02T00:00:00 10 12 9 11 nan", "2020-01-03T00:00:00 11 13 10 12 nan"});
  check_bars(
      imported("Date,Open,High,Low,Close\n43832,10,12,9,11\n43833,11,13,10,12\n", {"dates=excel"}),
      "BARS", "1d", {"2020-01-02T00:00:00 10 12 9 11 nan", "2020-01-03T00:00:00 11 13 10 12 nan"});
  const ImportedFile raw = imported(
      "Date,Open,High,Low,Close\n2020-01-02,10,12,9,11\n2020-01-03,11,13,10,12\n", {"prices=raw"});
  CHECK(raw.markets.front().adjustment == Adjustment::Raw);
}

TEST_CASE("a file's symbol is its name without what says how it is written") {
  CHECK(symbol_of("daily/SPY.csv") == "SPY");
  CHECK(symbol_of("SPY.CSV.gz") == "SPY");
  CHECK(symbol_of("BRK.B.txt") == "BRK.B");
  CHECK(symbol_of("^GSPC") == "^GSPC");
}

}  // namespace
}  // namespace stratgen
