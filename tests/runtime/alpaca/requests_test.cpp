#include "runtime/alpaca/requests.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

namespace {

const AlpacaAccess access_{.trading_url = "https://trade",
                           .data_url = "https://data",
                           .key = "the-key",
                           .secret = "the-secret"};

}  // namespace

TEST_CASE("requests have the keys in their headers and nowhere else") {
  const std::string symbols[] = {"AAPL"};
  for (const HttpRequest& request :
       {ask_account(access_), ask_positions(access_), ask_orders(access_, "open", {}),
        ask_order(access_, "sg-1"), send_order(access_, "{}"), *ask_cancel(access_, "a-1"),
        ask_fills(access_, 0, ""), ask_asset(access_, "AAPL"), ask_clock(access_),
        ask_latest_bars(access_, false, symbols)}) {
    CHECK(request.headers[0].name == "APCA-API-KEY-ID");
    CHECK(request.headers[0].value == "the-key");
    CHECK(request.headers[1].name == "APCA-API-SECRET-KEY");
    CHECK(request.headers[1].value == "the-secret");
    CHECK((request.url + request.body).find("the-") == std::string::npos);
  }
}

TEST_CASE("each asks where Alpaca answers") {
  CHECK(ask_account(access_).url == "https://trade/v2/account");
  CHECK(ask_positions(access_).url == "https://trade/v2/positions");
  CHECK(ask_clock(access_).url == "https://trade/v2/clock");
  CHECK(ask_orders(access_, "open", {}).url ==
        "https://trade/v2/orders?status=open&limit=500&direction=asc");
  // One second earlier, as "after" leaves that very time out.
  CHECK(
      ask_orders(access_, "all", 1'750'723'200).url ==
      "https://trade/v2/orders?status=all&limit=500&after=2025-06-23T23%3A59%3A59Z&direction=asc");
  CHECK(ask_order(access_, "sg-1/x").url ==
        "https://trade/v2/orders:by_client_order_id?client_order_id=sg-1%2Fx");
  CHECK(ask_fills(access_, 1'750'723'200, "20::a").url ==
        "https://trade/v2/account/"
        "activities?activity_types=FILL&after=2025-06-23T23%3A59%3A59Z&direction=asc&page_size=100"
        "&page_token=20%3A%3Aa");
  CHECK(ask_asset(access_, "BRK-B").url == "https://trade/v2/assets/BRK.B");
  CHECK(ask_asset(access_, "BTC-USD").url == "https://trade/v2/assets/BTC%2FUSD");
  const std::string stocks[] = {"AAPL", "BRK-B"};
  CHECK(ask_latest_bars(access_, false, stocks).url ==
        "https://data/v2/stocks/bars/latest?symbols=AAPL%2CBRK.B");
  const std::string pairs[] = {"BTC-USD"};
  CHECK(ask_latest_bars(access_, true, pairs).url ==
        "https://data/v1beta3/crypto/us/latest/bars?symbols=BTC%2FUSD");
}

TEST_CASE("an order is posted as JSON") {
  const HttpRequest request = send_order(access_, "{}");
  CHECK(request.method == "POST");
  CHECK(request.url == "https://trade/v2/orders");
  CHECK(request.body == "{}");
  CHECK(request.headers.back().name == "Content-Type");
  CHECK(request.headers.back().value == "application/json");
}

TEST_CASE("without an id nothing is canceled, as that would cancel everything") {
  const auto request = ask_cancel(access_, "7b08df51-c1ac");
  REQUIRE(request);
  CHECK(request->method == "DELETE");
  CHECK(request->url == "https://trade/v2/orders/7b08df51-c1ac");
  for (const char* id : {"", ".", "..", "a/b", "a?b", "%2e", "a b", "a\nb", "\xc3\xa4"}) {
    CHECK(!ask_cancel(access_, id));
  }
}
