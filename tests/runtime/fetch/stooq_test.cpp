#include "tests/runtime/fetch/asking.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace stratgen;

TEST_CASE("Stooq: rows of CSV, and sentences where there are none") {
  const auto stooq = make_stooq(keys);
  CHECK(stooq->request(ask_for("AAPL"), "").url ==
        "http://127.0.0.1:1/q/d/l/?s=aapl.us&i=d&d1=20240102&d2=20240201");
  CHECK(stooq->request(ask_for("^SPX"), "").url.find("s=%5Espx&") != std::string::npos);
  CHECK(stooq->request(ask_for("EURUSD"), "").url.find("s=eurusd&") != std::string::npos);
  const auto [reading, page] =
      read_page(*stooq, ask_for("AAPL"),
                answer_of(200, "Date,Open,High,Low,Close,Volume\r\n2024-01-02,1,3,0.5,2,100\r\n"));
  REQUIRE(page.quoted.size() == 1);
  CHECK(page.quoted[0].time == jan_2_2024);
  CHECK(page.quoted[0].low == 0.5);
  CHECK(page.quoted[0].volume == 100.0);
  const auto pair = read_page(*stooq, ask_for("EURUSD"),
                              answer_of(200, "Date,Open,High,Low,Close\n2024-01-02,1,3,0.5,2\n"));
  REQUIRE(pair.page.quoted.size() == 1);
  CHECK(std::isnan(pair.page.quoted[0].volume));
  CHECK(disposition_of(*stooq, 200, "No data") == Disposition::Good);
  CHECK(disposition_of(*stooq, 200, "Exceeded the daily hits limit") == Disposition::Closed);
  CHECK(disposition_of(*stooq, 200, "<html>prove that you are human</html>") == Disposition::Retry);
  CHECK(disposition_of(*stooq, 200, "Date,Open,High,Low,Close,Volume\n2024-01-02,1,3,0.") ==
        Disposition::Retry);
}
