#include "runtime/alpaca/symbols.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace stratgen;

TEST_CASE("symbols are translated and back") {
  const auto there_and_back = [](const char* ours, const char* theirs, bool crypto) {
    CAPTURE(ours);
    CHECK(to_alpaca(ours) == theirs);
    CHECK(from_alpaca(theirs, crypto) == ours);
    CHECK(is_crypto_pair(ours) == crypto);
  };
  there_and_back("AAPL", "AAPL", false);
  there_and_back("BRK-B", "BRK.B", false);
  there_and_back("BTC-USD", "BTC/USD", true);
  there_and_back("ETH-BTC", "ETH/BTC", true);
  there_and_back("1INCH-USDT", "1INCH/USDT", true);
}

TEST_CASE("pairs among positions have no slash") {
  CHECK(from_alpaca("BTCUSD", true) == "BTC-USD");
  CHECK(from_alpaca("OPUSD", true) == "OP-USD");
  CHECK(from_alpaca("USDTUSD", true) == "USDT-USD");
  CHECK(from_alpaca("ETHUSDC", true) == "ETH-USDC");
  CHECK(from_alpaca("ETHBTC", true) == "ETH-BTC");
  CHECK(from_alpaca("BTCUSD", false) == "BTC-USD");  // no stock has six letters
  CHECK(from_alpaca("OPUSD", false) == "OPUSD");
  CHECK(from_alpaca("USD", true) == "USD");
  CHECK(from_alpaca("WHAT", true) == "WHAT");
}

TEST_CASE("a slash is a pair, a dash alone is not") {
  CHECK(is_crypto_pair("BTC/USD"));
  CHECK(to_alpaca("BTC/USD") == "BTC/USD");
  CHECK(!is_crypto_pair("BRK-B"));
  CHECK(!is_crypto_pair("-USD"));
  CHECK(!is_crypto_pair("USD"));
  CHECK(!is_crypto_pair(""));
}
