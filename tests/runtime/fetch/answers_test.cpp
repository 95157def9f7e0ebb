#include "runtime/fetch/answers.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace stratgen;

TEST_CASE("a number is one from its first to its last character") {
  CHECK(parse_number("1.5e3") == 1500.0);
  CHECK(parse_number("-0.25") == -0.25);
  for (const char* text : {"", "1,5", "1.5 ", "x", "1.5x", "null", "--1"}) {
    CAPTURE(text);
    CHECK(std::isnan(parse_number(text)));
  }
  CHECK(number_of(nlohmann::json("2.5")) == 2.5);
  CHECK(number_of(nlohmann::json(7)) == 7.0);
  CHECK(std::isnan(number_of(nlohmann::json(nullptr))));
  CHECK(std::isnan(number_of(nlohmann::json::array())));
}

TEST_CASE("a week begins on its Monday") {
  const std::int64_t monday = 1704067200;  // 2024-01-01, a Monday
  CHECK(monday_of(monday) == monday);
  CHECK(monday_of(monday + 6 * 86400 + 5) == monday);
  CHECK(monday_of(monday - 1) == monday - 7 * 86400);
  CHECK(monday_of(-1) == -3 * 86400);  // 1969-12-31 was a Wednesday
  CHECK(day_of(-1) == -86400);
  CHECK(date_text(monday) == "2024-01-01");
  CHECK(compact_date(monday) == "20240101");
  CHECK(exchange_day_end(monday, "1wk") == monday + 4 * 86400 + 22 * 3600 + 1800);
}

TEST_CASE("what a status means, in the service's words and without its keys") {
  const SourceAccess access{
      .base_url = "", .key = "key-0123456789abcdef", .secret = "secret-0123456789abc"};
  const auto read = [&](int status, std::string body) {
    return read_status({.status = status, .body = std::move(body)}, access);
  };
  CHECK(read(401, "{}").disposition == Disposition::Closed);
  CHECK(read(418, "").disposition == Disposition::Closed);
  CHECK(read(404, "").disposition == Disposition::Refused);
  CHECK(read(302, "").disposition == Disposition::Refused);
  CHECK(read(429, "").disposition == Disposition::Retry);
  CHECK(read(503, "").disposition == Disposition::Retry);
  CHECK(read(503, "").why == "503: an empty body");
  CHECK(read(502, " <html>x</html>").why == "502: a page of HTML");
  CHECK(read(400, R"({"code":-1,"msg":"Bad interval"})").why == "400: Bad interval");
  CHECK(read(404, R"({"detail":"Not found."})").why == "404: Not found.");
  CHECK(read(400, R"({"error":["EQuery:x"]})").why == "400: EQuery:x");
  CHECK(read(400, R"({"chart":{"error":{"description":"no such range"}}})").why ==
        "400: no such range");
  const std::string told =
      read(403, R"({"message":"key-0123456789abcdef and secret-0123456789abc are wrong"})").why;
  CHECK(told.find("0123456789") == std::string::npos);
}
