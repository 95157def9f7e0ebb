#include "tests/runtime/fetch/asking.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>

using namespace stratgen;

namespace {

// New York is five hours behind in January: sessions open at 14:30 UTC.
constexpr std::int64_t open_jan_2 = jan_2_2024 + 14 * 3600 + 1800;

std::string chart(std::string_view rest, std::string_view meta = "") {
  return fmt::format(
      R"({{"chart":{{"result":[{{"meta":{{"gmtoffset":-18000{}}},{}}}],"error":null}}}})", meta,
      rest);
}

std::string two_days(std::string_view adjusted) {
  return chart(fmt::format(
      R"("timestamp":[{},{}],"events":{{"dividends":{{"1":{{"amount":0.5,"date":{}}}}},
         "splits":{{"2":{{"date":{},"numerator":4,"denominator":1}}}}}},
         "indicators":{{"quote":[{{"open":[10,11],"high":[12,12],"low":[9,10],"close":[10,11],
         "volume":[100,200]}}]{}}})",
      open_jan_2, open_jan_2 + one_day, open_jan_2 + one_day, open_jan_2 + one_day, adjusted));
}

const auto yahoo = make_yahoo({.base_url = "http://127.0.0.1:1", .key = "", .secret = ""});

}  // namespace

TEST_CASE("Yahoo is asked by epoch seconds, as a browser") {
  const HttpRequest request = yahoo->request(ask_for("SPY"), "");
  CHECK(request.url ==
        "http://127.0.0.1:1/v8/finance/chart/SPY?period1=1704153600&period2=1706832000&interval=1d"
        "&events=div%2Csplits&includePrePost=false");
  CHECK(request.headers[0].value.starts_with("Mozilla/"));
  CHECK(yahoo->request(ask_for("VIX"), "").url.find("/chart/%5EVIX?") != std::string::npos);
  CHECK(yahoo->request(ask_for("EURUSD"), "").url.find("/chart/EURUSD%3DX?") != std::string::npos);
}

TEST_CASE("Yahoo's daily bars have the date of New York and adjusted prices beside the quoted") {
  const auto [reading, page] = read_page(
      *yahoo, ask_for("SPY"), answer_of(200, two_days(R"(,"adjclose":[{"adjclose":[5,11]}])")));
  REQUIRE(reading.disposition == Disposition::Good);
  REQUIRE(page.quoted.size() == 2);
  CHECK(page.quoted[0].time == jan_2_2024);
  CHECK(page.quoted[0].end == jan_2_2024 + 22 * 3600 + 1800);
  CHECK(page.quoted[0].high == 12.0);
  CHECK(page.adjusted[0].high == 6.0);  // 12 * 5 / 10
  CHECK(page.adjusted[1].close == 11.0);
  REQUIRE(page.actions.size() == 2);
  CHECK(page.actions[0].kind == CorporateAction::Kind::Dividend);
  CHECK(page.actions[0].time == jan_2_2024 + one_day);
  CHECK(page.actions[1].value == 4.0);
  CHECK(page.next.empty());
}

TEST_CASE("Yahoo without adjusted closes says so") {
  const auto [reading, page] = read_page(*yahoo, ask_for("SPY"), answer_of(200, two_days("")));
  CHECK(reading.disposition == Disposition::Good);
  CHECK(page.adjusted.empty());
  CHECK(page.note == "yahoo gave no adjusted prices: these are adjusted for splits only");
}

TEST_CASE("Nulls are blank prices, columns of different lengths a broken answer") {
  const std::string nulls = chart(fmt::format(
      R"("timestamp":[{}],"indicators":{{"quote":[{{"open":[null],"high":[1],"low":[1],"close":[1],
         "volume":[null]}}],"adjclose":[{{"adjclose":[1]}}]}})",
      open_jan_2));
  const auto [reading, page] = read_page(*yahoo, ask_for("SPY"), answer_of(200, nulls));
  REQUIRE(reading.disposition == Disposition::Good);
  CHECK(std::isnan(page.quoted[0].open));
  CHECK(std::isnan(page.quoted[0].volume));
  const std::string ragged = chart(fmt::format(
      R"("timestamp":[{},5],"indicators":{{"quote":[{{"open":[1,1],"high":[1,1],"low":[1,1],
         "close":[1],"volume":[1,1]}}]}})",
      open_jan_2));
  CHECK(read_page(*yahoo, ask_for("SPY"), answer_of(200, ragged)).reading.disposition ==
        Disposition::Retry);
}

TEST_CASE("A session that is still open ends at its close, wherever its last trade is stamped") {
  const std::int64_t close = jan_2_2024 + 21 * 3600;
  const std::string live = chart(
      fmt::format(R"("timestamp":[{}],"indicators":{{"quote":[{{"open":[1],"high":[1],"low":[1],
                  "close":[1],"volume":[1]}}],"adjclose":[{{"adjclose":[1]}}]}})",
                  open_jan_2 + 7777),
      fmt::format(R"(,"currentTradingPeriod":{{"regular":{{"end":{}}}}})", close));
  const auto [reading, page] = read_page(*yahoo, ask_for("SPY"), answer_of(200, live));
  REQUIRE(page.quoted.size() == 1);
  CHECK(page.quoted[0].time == jan_2_2024);
  CHECK(page.quoted[0].end == close);
}

TEST_CASE("An empty range is no error; a delisted symbol is, in Yahoo's words") {
  const auto empty =
      read_page(*yahoo, ask_for("SPY"), answer_of(200, chart(R"("indicators":{"quote":[{}]})")));
  CHECK(empty.reading.disposition == Disposition::Good);
  CHECK(empty.page.quoted.empty());
  const auto gone = read_page(
      *yahoo, ask_for("ZZZZ"),
      answer_of(
          404,
          R"({"chart":{"result":null,"error":{"code":"Not Found","description":"No data found, symbol may be delisted"}}})"));
  CHECK(gone.reading.disposition == Disposition::Refused);
  CHECK(gone.reading.why == "404: No data found, symbol may be delisted");
}

TEST_CASE("Limits, pages of HTML and halves of answers may pass") {
  for (const auto& [status, body] : {std::pair{429, "Edge: Too Many Requests"},
                                     {502, "<html><body>Bad gateway</body></html>"},
                                     {200, "<html>consent</html>"},
                                     {200, R"({"chart":{"result":[{"meta":)"},
                                     {200, ""}}) {
    CAPTURE(body);
    CHECK(read_page(*yahoo, ask_for("SPY"), answer_of(status, body)).reading.disposition ==
          Disposition::Retry);
  }
}

TEST_CASE("Minutes come a week at a time, and only the last 30 days") {
  BarAsk ask = ask_for("SPY", "1m");
  ask.from = ask.now - 60 * one_day;
  const std::int64_t first = ask.now - 29 * one_day;
  const std::string from = fmt::format("period1={}&period2={}", first, first + 7 * one_day);
  CHECK(yahoo->request(ask, "").url.find(from) != std::string::npos);
  const auto [reading, page] =
      read_page(*yahoo, ask, answer_of(200, chart(R"("indicators":{"quote":[{}]})")));
  CHECK(page.note == "yahoo has 1m bars of the last 30 days only");
  CHECK(page.next == std::to_string(first + 7 * one_day));
  const std::string later = fmt::format("period1={}", first + 7 * one_day);
  CHECK(yahoo->request(ask, page.next).url.find(later) != std::string::npos);
}
