#include "tests/runtime/fetch/asking.hpp"

#include <doctest/doctest.h>

#include <map>

using namespace stratgen;

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
