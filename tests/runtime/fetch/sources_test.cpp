#include "runtime/fetch/sources.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace stratgen;

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
