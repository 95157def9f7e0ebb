#include "runtime/import/json_table.hpp"

#include "runtime/import/json_yahoo.hpp"

#include <doctest/doctest.h>

#include "imported.hpp"

namespace stratgen {
namespace {

std::string first_bar(std::string_view json) {
  const ImportedFile file = imported(json);
  return file.markets.front().bars.symbol + " " + bar_text(file.markets.front().bars, 0);
}

const std::string yahoo_head =
    R"({"chart":{"result":[{"meta":{"symbol":"XYZ","exchangeTimezoneName":"America/New_York",)";

TEST_CASE("Yahoo's chart of days: days of the exchange, nulls, the adjusted close, events") {
  // 1577975400 is 2020-01-02 14:30 UTC, 1578061800 a day later, 1578321000 the Monday after.
  const ImportedFile file = imported(yahoo_head + R"("dataGranularity":"1d"},
    "timestamp":[1577975400,1578061800,1578321000],
    "events":{"dividends":{"1578321000":{"amount":0.5,"date":1578321000}},
              "splits":{"1578321000":{"date":1578321000,"numerator":2,"denominator":1}}},
    "indicators":{"quote":[{"open":[10,null,11],"high":[12,null,13],"low":[8,null,10],
                            "close":[10,null,12],"volume":[100,null,200]}],
                  "adjclose":[{"adjclose":[5,null,12]}]}}],"error":null}})");
  const ImportedMarket& market = file.markets.front();
  CHECK(market.bars.symbol == "XYZ");
  CHECK(market.bars.size() == 2);
  CHECK(bar_text(market.bars, 1) == "2020-01-06T00:00:00 11 13 10 12 200");
  CHECK(market.bars.close[0] == 5);
  CHECK(market.adjustment == Adjustment::Full);
  CHECK(market.actions.size() == 2);
  CHECK(market.defects.size() == 1);
}

TEST_CASE("Yahoo's chart of hours is in UTC and adjusted for splits; uneven columns are refused") {
  const std::string rest =
      R"("timestamp":[1577975400,1577979000],"indicators":{"quote":[{"open":[10,11],"high":[12,13],
      "low":[9,10],"close":[11,12],"volume":[1,2]}]}}],"error":null}})";
  const ImportedFile file = imported(yahoo_head + R"("dataGranularity":"1h"},)" + rest);
  CHECK(bar_text(file.markets.front().bars, 0) == "2020-01-02T14:30:00Z 10 12 9 11 1");
  CHECK(file.markets.front().adjustment == Adjustment::Splits);
  std::string uneven = yahoo_head + R"("dataGranularity":"1h"},)" + rest;
  uneven.replace(uneven.find("[9,10]"), 6, "[9]");
  CHECK(refusal(uneven) ==
        "bars.csv: Low has 1 values for 2 times, so which belongs to which is lost");
}

TEST_CASE("Alpha Vantage, Alpaca, Tiingo, Twelve Data") {
  CHECK(first_bar(R"json({"Meta Data":{"2. Symbol":"IBM"},"Time Series (Daily)":{
  "2020-01-03" : {
    "1. open" : "11",
    "2. high" : "13",
    "3. low" : "10",
    "4. close" : "12",
    "5. volume" : "200"
  },
                 "2020-01-02"
      : {"1. open" : "10", "2. high" : "12", "3. low" : "9", "4. close" : "11", "5. volume" : "100"}}})json") ==
        "IBM 2020-01-02T00:00:00 10 12 9 11 100");
  const ImportedFile alpaca =
      imported(R"({"bars":{"A":[{"t":"2020-01-02T05:00:00Z","o":10,"h":12,"l":9,
      "c":11,"v":100,"n":1,"vw":10.5}],"B":[{"t":"2020-01-02T05:00:00Z","o":20,"h":22,"l":19,"c":21,"v":1}]},
      "next_page_token":"abc"})");
  REQUIRE(alpaca.markets.size() == 2);
  CHECK(bar_text(alpaca.markets[1].bars, 0) == "2020-01-02T00:00:00 20 22 19 21 1");
  CHECK(alpaca.markets[0].defects.front().kind == "page");
  CHECK(
      first_bar(
          R"([{"date":"2020-01-02T00:00:00.000Z","close":11,"high":12,"low":9,"open":10,"volume":100,
      "adjClose":5.5,"adjHigh":6,"adjLow":4.5,"adjOpen":5,"adjVolume":200,"divCash":0,"splitFactor":1}])") ==
      "BARS 2020-01-02T00:00:00 5 6 4.5 5.5 200");
  CHECK(first_bar(R"({"meta":{"symbol":"AAPL","exchange_timezone":"America/New_York"},"values":[
      {"datetime":"2020-01-02 10:30:00","open":"10","high":"12","low":"9","close":"11","volume":"5"}],
      "status":"ok"})") == "AAPL 2020-01-02T15:30:00Z 10 12 9 11 5");
}

TEST_CASE("Binance and Kraken: the bar that is not final is left out") {
  CHECK(first_bar(R"([[1577836800000,"10","12","9","11","5",1577840399999,"50",7,"2","20","0"],
      [1577840400000,"11","13","10","12","6",1577843999999,"50",7,"2","20","0"]])") ==
        "BARS 2020-01-01T00:00:00Z 10 12 9 11 5");
  const ImportedFile kraken = imported(R"({"error":[],"result":{"XXBTZUSD":[
      [1577836800,"10","12","9","11","10.5","5",7],[1577836860,"11","13","10","12","11","6",8]],
      "last":1577836800}})");
  CHECK(kraken.markets.front().bars.symbol == "XXBTZUSD");
  CHECK(kraken.markets.front().bars.size() == 1);
  CHECK(kraken.markets.front().defects.front().kind == "unfinished");
}

TEST_CASE("frames as pandas writes them, rows under a key, a row on each line") {
  const std::string expected = "BARS 2020-01-02T00:00:00 10 12 9 11 nan";
  CHECK(first_bar(
            R"({"Open":{"1577923200000":10},"High":{"1577923200000":12},"Low":{"1577923200000":9},
      "Close":{"1577923200000":11}})") == expected);
  CHECK(first_bar(R"({"2020-01-02":{"Open":10,"High":12,"Low":9,"Close":11}})") == expected);
  CHECK(
      first_bar(
          R"({"columns":["Open","High","Low","Close"],"index":["2020-01-02"],"data":[[10,12,9,11]]})") ==
      expected);
  CHECK(
      first_bar(
          R"({"payload":{"rows":[{"date":"2020-01-02","open":10,"high":12,"low":9,"close":11}]}})") ==
      expected);
  CHECK(first_bar("{\"date\":\"2020-01-02\",\"open\":10,\"high\":12,\"low\":9,\"close\":11}\n"
                  "{\"date\":\"2020-01-03\",\"open\":10,\"high\":12,\"low\":9,\"close\":11}\n") ==
        expected);
}

TEST_CASE("an answer that is an error says so in the service's words") {
  CHECK(refusal(R"({"Information":"the limit is reached"})") ==
        "bars.csv: no bars but an answer that says: the limit is reached");
  CHECK(refusal(R"({"code":-1121,"msg":"Invalid symbol."})") ==
        "bars.csv: no bars but an answer that says: Invalid symbol.");
  CHECK(refusal(R"({"error":["EQuery:Unknown asset pair"]})") ==
        "bars.csv: no bars but an answer that says: EQuery:Unknown asset pair");
  CHECK(
      refusal(
          R"({"chart":{"result":null,"error":{"code":"Not Found","description":"No data found"}}})") ==
      "bars.csv: no bars but an answer that says: No data found");
  CHECK(refusal(R"({"bars":null,"symbol":"X"})") == "bars.csv: the JSON holds no rows of bars");
  CHECK(refusal(R"([{"date":"2020-01-02","op)") ==
        "bars.csv: this begins like JSON but is none; it may be cut off");
  CHECK(refusal("[]") == "bars.csv: the JSON holds no rows of bars");
}

}  // namespace
}  // namespace stratgen
