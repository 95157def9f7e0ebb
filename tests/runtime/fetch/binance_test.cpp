#include "tests/runtime/fetch/asking.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace stratgen;

TEST_CASE("Binance: a full page asks for the next one, from where it ended") {
  const auto binance = make_binance(keys);
  BarAsk ask = ask_for("BTC-USDT", "1h");
  CHECK(binance->request(ask, "").url ==
        "http://127.0.0.1:1/api/v3/klines?symbol=BTCUSDT&interval=1h&startTime=1704153600000"
        "&endTime=1706745600000&limit=1000");
  const auto klines = [](int count, std::int64_t length) {
    std::string text = "[";
    for (int i = 0; i < count; ++i) {
      const std::int64_t open = (jan_2_2024 + i * length) * 1000;
      text += fmt::format(R"({}[{},"1","3","0.5","2","100",{},"1",1,"1","1","0"])",
                          i == 0 ? "" : ",", open, open + length * 1000 - 1);
    }
    return text + "]";
  };
  const auto part = read_page(*binance, ask, answer_of(200, klines(2, 3600)));
  REQUIRE(part.page.quoted.size() == 2);
  CHECK(part.page.quoted[1].time == jan_2_2024 + 3600);
  CHECK(part.page.quoted[1].end == jan_2_2024 + 7200);
  CHECK(part.page.next.empty());
  ask.to = jan_2_2024 + 2000 * 3600;
  const auto full = read_page(*binance, ask, answer_of(200, klines(1000, 3600)));
  CHECK(full.page.next == std::to_string((jan_2_2024 + 1000 * 3600) * 1000));
  CHECK(disposition_of(*binance, 400, R"({"code":-1121,"msg":"Invalid symbol."})") ==
        Disposition::Refused);
  CHECK(disposition_of(*binance, 418, R"({"code":-1003,"msg":"banned"})") == Disposition::Closed);
  CHECK(disposition_of(*binance, 451, R"({"code":0,"msg":"restricted"})") == Disposition::Closed);
  CHECK(disposition_of(*binance, 200, R"([[1,2]])") == Disposition::Retry);
}
