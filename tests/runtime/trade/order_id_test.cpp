#include "runtime/trade/order_id.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace stratgen;

TEST_CASE("a decision has one stem, and no other decision has it") {
  const Decision decision{"account", "a\nb", "SPY", OrderSide::Buy, 1'700'000'000};
  const std::string stem = order_stem(decision);
  // printf 'account\na\nb\nSPY\nbuy\n1700000000' | sha256sum | cut -c-20
  CHECK(stem == "sg-40b212e35065881cf349");
  Decision account = decision, set = decision, symbol = decision, side = decision, bar = decision;
  account.account = "other";
  set.strategies = "a";
  symbol.symbol = "QQQ";
  side.side = OrderSide::Sell;
  bar.bar += 1;
  std::set<std::string> stems = {stem};
  for (const Decision& other : {account, set, symbol, side, bar}) stems.insert(order_stem(other));
  CHECK(stems.size() == 6);
}

TEST_CASE("numbers of orders are read back from their own stem only") {
  const std::string stem = "sg-0123456789abcdef0123";
  CHECK(order_id(stem, 0) == "sg-0123456789abcdef0123-0");
  for (const int n : {0, 1, 9, 10, 2'147'483'647})
    CHECK(order_number(order_id(stem, n), stem) == n);
  for (const char* const id :
       {"", "sg-0123456789abcdef0123", "sg-0123456789abcdef0123-", "sg-0123456789abcdef0123-x",
        "sg-0123456789abcdef0123--1", "sg-0123456789abcdef0123-1 ", "sg-0123456789abcdef01234-1",
        "sg-0123456789abcdef0124-1", "sg-0123456789abcdef0123-99999999999"}) {
    CAPTURE(id);
    CHECK_FALSE(order_number(id, stem));
  }
}
