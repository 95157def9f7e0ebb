#include "runtime/trade/brokerage.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace stratgen;

TEST_CASE("sides, kinds and times in force have the words of brokers") {
  CHECK(std::string(to_string(OrderSide::Buy)) == "buy");
  CHECK(std::string(to_string(OrderSide::Sell)) == "sell");
  CHECK(std::string(to_string(OrderKind::Market)) == "market");
  CHECK(std::string(to_string(OrderKind::Limit)) == "limit");
  CHECK(std::string(to_string(TimeInForce::Day)) == "day");
  CHECK(std::string(to_string(TimeInForce::Gtc)) == "gtc");
}

TEST_CASE("a sale counts down") {
  CHECK(signed_quantity(OrderSide::Buy, shares(3)) == shares(3));
  CHECK(signed_quantity(OrderSide::Sell, shares(3)) == shares(-3));
}
