#include "tests/runtime/fetch/asking.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace stratgen;

TEST_CASE("Alpaca: pages as traded, then pages adjusted, with keys in headers only") {
  const auto alpaca = make_alpaca(keys);
  const HttpRequest request = alpaca->request(ask_for("BRK-B"), "");
  CHECK(request.url.find("symbols=BRK.B&timeframe=1Day&start=2024-01-02T00%3A00%3A00Z") !=
        std::string::npos);
  CHECK(request.url.find("&adjustment=raw&") != std::string::npos);
  CHECK(request.url.find("the-") == std::string::npos);
  CHECK(request.headers[1].value == keys.secret);
  const std::string bar = R"({"t":"2024-01-03T05:00:00Z","o":1,"h":3,"l":0.5,"c":2,"v":100})";
  const auto first = read_page(
      *alpaca, ask_for("AAPL"),
      answer_of(200, fmt::format(R"({{"bars":{{"AAPL":[{}]}},"next_page_token":"QQ=="}})", bar)));
  REQUIRE(first.page.quoted.size() == 1);
  CHECK(first.page.quoted[0].time == jan_2_2024 + one_day);
  CHECK(first.page.next == "QQ==");
  CHECK(alpaca->request(ask_for("AAPL"), "QQ==").url.find("page_token=QQ%3D%3D") !=
        std::string::npos);
  const auto last = read_page(*alpaca, ask_for("AAPL"),
                              answer_of(200, R"({"bars":{},"next_page_token":null})"), "QQ==");
  CHECK(last.page.next == "all:");
  CHECK(alpaca->request(ask_for("AAPL"), "all:").url.find("&adjustment=all&") != std::string::npos);
  const auto adjusted = read_page(
      *alpaca, ask_for("AAPL"),
      answer_of(200, fmt::format(R"({{"bars":{{"AAPL":[{}]}},"next_page_token":null}})", bar)),
      "all:");
  CHECK(adjusted.page.adjusted.size() == 1);
  CHECK(adjusted.page.next.empty());
  const auto crypto = read_page(
      *alpaca, ask_for("BTC-USD"),
      answer_of(
          200,
          R"({"bars":{"BTC/USD":[{"t":"2024-01-03T06:00:00Z","o":1,"h":3,"l":0.5,"c":2,"v":0.1}]},"next_page_token":null})"));
  REQUIRE(crypto.page.quoted.size() == 1);
  CHECK(crypto.page.next.empty());  // nothing to adjust for
  CHECK(disposition_of(*alpaca, 403, R"({"message":"forbidden."})") == Disposition::Closed);
  CHECK(disposition_of(*alpaca, 200, R"({"bars":null})") == Disposition::Retry);
}
