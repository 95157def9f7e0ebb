#include "tests/runtime/fetch/asking.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <map>

using namespace stratgen;

namespace {

const SourceAccess keys{
    .base_url = "http://127.0.0.1:1", .key = "the-key-9876543210", .secret = "the-secret-012345"};

Disposition disposition(const MarketSource& source, int status, const std::string& body) {
  return read_page(source, ask_for("AAPL"), answer_of(status, body)).reading.disposition;
}

}  // namespace

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
  CHECK(disposition(*stooq, 200, "No data") == Disposition::Good);
  CHECK(disposition(*stooq, 200, "Exceeded the daily hits limit") == Disposition::Closed);
  CHECK(disposition(*stooq, 200, "<html>prove that you are human</html>") == Disposition::Retry);
  CHECK(disposition(*stooq, 200, "Date,Open,High,Low,Close,Volume\n2024-01-02,1,3,0.") ==
        Disposition::Retry);
}

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
  CHECK(disposition(*alpaca, 403, R"({"message":"forbidden."})") == Disposition::Closed);
  CHECK(disposition(*alpaca, 200, R"({"bars":null})") == Disposition::Retry);
}

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
  CHECK(disposition(*tiingo, 401, R"({"detail":"Invalid token."})") == Disposition::Closed);
  CHECK(disposition(*tiingo, 404, R"({"detail":"Error: Ticker 'ZZZZ' not found"})") ==
        Disposition::Refused);
  CHECK(disposition(*tiingo, 429,
                    R"({"detail":"You have run over your hourly request allocation."})") ==
        Disposition::Closed);
  CHECK(disposition(*tiingo, 429, R"({"detail":"slow down"})") == Disposition::Retry);
}

TEST_CASE("Alpha Vantage: every answer has status 200, and the key stays out of messages") {
  const auto alpha = make_alpha_vantage(keys);
  CHECK(alpha->request(ask_for("IBM"), "").url.find("outputsize=compact") != std::string::npos);
  const std::string body = R"json({"Meta Data":{"2. Symbol":"IBM"},"Time Series (Daily)":{
        "2024-01-03":{"1. open":"10","2. high":"12","3. low":"9","4. close":"10",
          "5. adjusted close":"10","6. volume":"100","7. dividend amount":"0.0",
          "8. split coefficient":"2.0"},
        "2024-01-02":{"1. open":"20","2. high":"24","3. low":"18","4. close":"20",
          "5. adjusted close":"10","6. volume":"50","7. dividend amount":"0.0",
          "8. split coefficient":"1.0"}}})json";
  const auto [reading, page] = read_page(*alpha, ask_for("IBM"), answer_of(200, body));
  REQUIRE(page.quoted.size() == 2);
  CHECK(page.quoted[0].time == jan_2_2024);
  CHECK(page.quoted[0].volume == 50.0);
  CHECK(page.adjusted[0].high == 12.0);     // 24 * 10 / 20
  CHECK(page.adjusted[0].volume == 100.0);  // twice as many shares since
  CHECK(page.adjusted[1].volume == 100.0);
  REQUIRE(page.actions.size() == 1);
  CHECK(page.actions[0].value == 2.0);
  const std::map<std::string, Disposition> sentences = {
      {R"({"Note":"Our standard API call frequency is 5 calls per minute"})", Disposition::Retry},
      {R"({"Information":"more sparingly, 1 request per second"})", Disposition::Retry},
      {R"({"Information":"the-key-9876543210: a premium endpoint"})", Disposition::Closed},
      {R"({"Information":"our rate limit is 25 requests per day"})", Disposition::Closed},
      {R"({"Error Message":"Invalid API call."})", Disposition::Refused},
      {R"({})", Disposition::Retry}};
  for (const auto& [text, wanted] : sentences) {
    CAPTURE(text);
    const Reading read = read_page(*alpha, ask_for("IBM"), answer_of(200, text)).reading;
    CHECK(read.disposition == wanted);
    CHECK(read.why.find(keys.key) == std::string::npos);
  }
}

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
  CHECK(disposition(*binance, 400, R"({"code":-1121,"msg":"Invalid symbol."})") ==
        Disposition::Refused);
  CHECK(disposition(*binance, 418, R"({"code":-1003,"msg":"banned"})") == Disposition::Closed);
  CHECK(disposition(*binance, 451, R"({"code":0,"msg":"restricted"})") == Disposition::Closed);
  CHECK(disposition(*binance, 200, R"([[1,2]])") == Disposition::Retry);
}

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
  CHECK(disposition(*kraken, 200, R"({"error":["EQuery:Unknown asset pair"]})") ==
        Disposition::Refused);
  CHECK(disposition(*kraken, 200, R"({"error":["EGeneral:Too many requests"]})") ==
        Disposition::Retry);
}

TEST_CASE("A source is set up from settings, or says what to set") {
  const auto nothing = [](std::string_view) { return std::string(); };
  const auto tiingo = find_source("tiingo");
  REQUIRE(tiingo);
  const auto missing = source_access(**tiingo, nothing);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().message == "tiingo: set TIINGO_API_KEY in the environment or in .env");
  const auto odd = source_access(**tiingo, [](std::string_view name) {
    return name == "TIINGO_API_KEY" ? std::string("two words") : std::string();
  });
  REQUIRE_FALSE(odd);
  CHECK(odd.error().message.find("two words") == std::string::npos);
  const auto good = source_access(**tiingo, [](std::string_view name) {
    return name == "TIINGO_API_KEY" ? std::string("abc") : std::string("https://example.org/");
  });
  REQUIRE(good);
  CHECK(good->base_url == "https://example.org");
  const auto unknown = find_source("bloomberg");
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().message ==
        "there is no source \"bloomberg\"; there are yahoo, stooq, alpaca, tiingo, alphavantage, "
        "binance, kraken");
}
