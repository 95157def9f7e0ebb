#include "runtime/alpaca/access.hpp"

#include <doctest/doctest.h>

#include <map>

using namespace stratgen;

namespace {

const std::map<std::string, std::string, std::less<>> keys = {
    {"APCA_API_KEY_ID", "PKTESTABCDEFGHIJKLMN"}, {"APCA_API_SECRET_KEY", "secret0123456789abcdef"}};

Result<AlpacaAccess> access_with(std::map<std::string, std::string, std::less<>> settings) {
  for (const auto& [name, value] : keys) settings.try_emplace(name, value);
  return alpaca_access([settings](std::string_view name) {
    const auto found = settings.find(name);
    return found == settings.end() ? std::string() : found->second;
  });
}

bool is_paper_url(const char* url) {
  const auto access = access_with({{"APCA_API_BASE_URL", url}});
  REQUIRE(access);
  return is_paper(*access);
}

}  // namespace

TEST_CASE("without settings but keys it is paper trading") {
  const auto access = access_with({});
  REQUIRE(access);
  CHECK(access->trading_url == "https://paper-api.alpaca.markets");
  CHECK(access->data_url == "https://data.alpaca.markets");
  CHECK(access->key == "PKTESTABCDEFGHIJKLMN");
  CHECK(access->secret == "secret0123456789abcdef");
  CHECK(access->requests_per_minute == 180);
  CHECK(is_paper(*access));
}

TEST_CASE("a URL may end in a version or a slash") {
  for (const char* url : {"https://api.alpaca.markets", "https://api.alpaca.markets/v2",
                          "https://api.alpaca.markets/v2/", "https://api.alpaca.markets//"}) {
    CHECK(access_with({{"APCA_API_BASE_URL", url}})->trading_url == "https://api.alpaca.markets");
  }
}

TEST_CASE("paper is Alpaca's paper trading and this machine, and nothing that looks like it") {
  CHECK(is_paper_url("https://paper-api.alpaca.markets/v2"));
  CHECK(is_paper_url("http://127.0.0.1:8080/alpaca"));
  CHECK(is_paper_url("https://127.0.0.1:8080"));
  CHECK(is_paper_url("http://localhost:1"));
  CHECK(is_paper_url("http://[::1]:1"));
  for (const char* url :
       {"https://api.alpaca.markets", "https://paper-api.alpaca.markets.example.com",
        "https://paper-api.alpaca.markets:444", "https://example.com/paper-api.alpaca.markets",
        "https://example.com/?https://paper-api.alpaca.markets", "https://127.0.0.1.example.com",
        "https://localhost.example.com", "https://example.com#https://127.0.0.1"}) {
    CAPTURE(url);
    CHECK(!is_paper_url(url));
  }
}

TEST_CASE("what is set wrongly is named, and never quoted where it is a key") {
  const auto message = [](std::map<std::string, std::string, std::less<>> settings) {
    const auto access = access_with(std::move(settings));
    REQUIRE(!access);
    CHECK(access.error().fault == Fault::Usage);
    return access.error().message;
  };
  CHECK(message({{"APCA_API_KEY_ID", ""}}) ==
        "alpaca: set APCA_API_KEY_ID in the environment or in .env");
  CHECK(message({{"APCA_API_SECRET_KEY", "a b"}}) ==
        "alpaca: APCA_API_SECRET_KEY holds blanks or other characters that no key has");
  CHECK(message({{"APCA_API_BASE_URL", "http://api.alpaca.markets"}})
            .starts_with("APCA_API_BASE_URL: api.alpaca.markets: plain http"));
  CHECK(message({{"APCA_API_BASE_URL", "https://me@paper-api.alpaca.markets"}})
            .starts_with("APCA_API_BASE_URL: "));
  CHECK(message({{"APCA_API_DATA_URL", "ftp://x"}}).starts_with("APCA_API_DATA_URL: "));
  for (const char* rate : {"0", "-5", "many", "nan", "1e9"}) {
    CHECK(message({{"APCA_API_REQUESTS_PER_MINUTE", rate}}) ==
          "APCA_API_REQUESTS_PER_MINUTE is not a number from 10 to 1000000");
  }
  CHECK(access_with({{"APCA_API_REQUESTS_PER_MINUTE", "900"}})->requests_per_minute == 900);
}
