#include "runtime/alpaca/failure.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

namespace {

const AlpacaAccess access_{.trading_url = {},
                           .data_url = {},
                           .key = "PKTESTABCDEFGHIJKLMN",
                           .secret = "secret0123456789abcdef"};

Disposition after(int status) {
  return failed_reading({.status = status, .body = R"({"message":"x"})"}, access_).disposition;
}

}  // namespace

TEST_CASE("what passes is asked again, what is refused is not, and nothing closes the service") {
  for (const int status : {301, 302, 408, 429, 500, 502, 503, 504, 529}) {
    CAPTURE(status);
    CHECK(after(status) == Disposition::Retry);
  }
  for (const int status : {400, 401, 402, 403, 404, 418, 422}) {
    CAPTURE(status);
    CHECK(after(status) == Disposition::Refused);
  }
}

TEST_CASE("words are those of the answer, without the keys") {
  const auto words = [](int status, const std::string& body) {
    return failure_words({.status = status, .body = body}, access_);
  };
  CHECK(words(403, R"({"code":40310000,"message":"insufficient buying power"})") ==
        "403: insufficient buying power");
  CHECK(words(502, "<html>") == "502: a page of HTML");
  CHECK(words(500, "") == "500: an empty body");
  CHECK(words(401, "no " + access_.key + " and " + access_.secret)
            .starts_with("401: no [key] and [key]; look at APCA_API_KEY_ID and "));
  CHECK(broken_reading({.status = 200, .body = "key=" + access_.secret}, access_).why ==
        "an answer that is not what was asked for: key=[key]");
}
