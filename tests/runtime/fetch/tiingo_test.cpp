#include "tests/runtime/fetch/asking.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

TEST_CASE("Tiingo: both prices, dividends and splits in one answer") {
  const auto tiingo = make_tiingo(keys);
  CHECK(tiingo->request(ask_for("AAPL"), "").url ==
        "http://127.0.0.1:1/tiingo/daily/AAPL/"
        "prices?startDate=2024-01-02&endDate=2024-02-01&format=json");
  const auto [reading, page] = read_page(
      *tiingo, ask_for("AAPL"),
      answer_of(
          200,
          R"([{"date":"2024-01-02T00:00:00.000Z","close":2,"high":3,"low":0.5,"open":1,"volume":10,
                    "adjClose":1,"adjHigh":1.5,"adjLow":0.25,"adjOpen":0.5,"adjVolume":20,
                    "divCash":0.24,"splitFactor":2.0}])"));
  REQUIRE(page.adjusted.size() == 1);
  CHECK(page.quoted[0].close == 2.0);
  CHECK(page.adjusted[0].volume == 20.0);
  REQUIRE(page.actions.size() == 2);
  CHECK(page.actions[0].value == 0.24);
  CHECK(page.actions[1].kind == CorporateAction::Kind::Split);
  CHECK(disposition_of(*tiingo, 401, R"({"detail":"Invalid token."})") == Disposition::Closed);
  CHECK(disposition_of(*tiingo, 404, R"({"detail":"Error: Ticker 'ZZZZ' not found"})") ==
        Disposition::Refused);
  CHECK(disposition_of(*tiingo, 429,
                       R"({"detail":"You have run over your hourly request allocation."})") ==
        Disposition::Closed);
  CHECK(disposition_of(*tiingo, 429, R"({"detail":"slow down"})") == Disposition::Retry);
}
