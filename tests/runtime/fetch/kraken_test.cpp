#include "tests/runtime/fetch/asking.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace stratgen;

TEST_CASE("Kraken: rows under another name than the pair's, errors with status 200") {
  const auto kraken = make_kraken(keys);
  BarAsk ask = ask_for("BTC-USD", "1h");
  CHECK(kraken->request(ask, "").url ==
        "http://127.0.0.1:1/0/public/OHLC?pair=XBTUSD&interval=60&since=1704153599");
  const auto [reading, page] = read_page(
      *kraken, ask,
      answer_of(
          200,
          fmt::format(
              R"({{"error":[],"result":{{"XXBTZUSD":[[{},"1","3","0.5","2","1.5","100",7]],"last":5}}}})",
              jan_2_2024 + one_day)));
  REQUIRE(page.quoted.size() == 1);
  CHECK(page.quoted[0].volume == 100.0);
  CHECK(page.note == "kraken gives the last 720 bars only");
  CHECK(disposition_of(*kraken, 200, R"({"error":["EQuery:Unknown asset pair"]})") ==
        Disposition::Refused);
  CHECK(disposition_of(*kraken, 200, R"({"error":["EGeneral:Too many requests"]})") ==
        Disposition::Retry);
}
