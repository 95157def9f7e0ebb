// Answers as they were seen at the real service.
#include "runtime/alpaca/account_answers.hpp"
#include "runtime/alpaca/market_answers.hpp"
#include "runtime/alpaca/order_answers.hpp"
#include "runtime/alpaca/submission.hpp"
#include "runtime/base/file.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace stratgen;
using nlohmann::json;
using Outcome = Submission::Outcome;

namespace {

std::string text_of(const std::string& name) {
  const auto text = read_file(STRATGEN_APIS_DIR "/samples/alpaca/" + name + ".json");
  REQUIRE(text);
  return *text;
}

json sample(const std::string& name) { return json::parse(text_of(name)); }

AccountOrder order(const std::string& name) {
  const auto read = order_in(sample(name));
  REQUIRE(read);
  return *read;
}

}  // namespace

TEST_CASE("sampled accounts, positions, clocks and assets are read") {
  const auto account = account_in(sample("account"));
  REQUIRE(account);
  CHECK(account->equity == 123346.11);
  CHECK(account->blocked.empty());
  CHECK(holdings_in(sample("positions"))->front().quantity == shares(5));
  CHECK(clock_in(sample("clock"))->is_open);
  CHECK(asset_in(sample("asset_active"))->asset.tradable);
  CHECK(!asset_in(sample("asset_inactive"))->asset.tradable);
  CHECK(asset_in(sample("asset_halted_still_active"))->asset.tradable);
  CHECK(asset_in(sample("asset_crypto"))->asset.least == Quantity{12'345});
}

TEST_CASE("sampled orders are read") {
  CHECK(order("order_equity").open);
  CHECK(order("order_crypto").symbol == "ETH-USD");
  CHECK(order("order_notional").quantity == Quantity{512'820'512});
  CHECK(order("order_partially_filled").open);
  CHECK(order("order_partially_filled").filled > Quantity{});
  CHECK(!order("order_partial_then_canceled").open);
  CHECK(order("order_partial_then_canceled").filled > Quantity{});
  for (const char* name : {"order_filled", "order_expired", "order_rejected"}) {
    CHECK(!order(name).open);
  }
}

TEST_CASE("sampled refusals are what they are") {
  const auto outcome = [](int status, const std::string& name) {
    return submission_of({.status = status, .body = text_of(name)}, "sg-1", {}, 0).outcome;
  };
  CHECK(outcome(401, "err_401_bad_keys_no_code") == Outcome::Closed);
  CHECK(outcome(401, "err_401_unauthorized") == Outcome::Closed);
  CHECK(outcome(403, "err_403_forbidden_keys") == Outcome::Closed);
  for (const char* name :
       {"insufficient_buying_power", "insufficient_qty", "pdt", "short", "wash_trade"}) {
    CHECK(outcome(403, std::string("err_403_") + name) == Outcome::Refused);
  }
  for (const char* name :
       {"crypto_tif", "fractional_tif", "qty_and_notional", "qty_missing", "stop_price"}) {
    CHECK(outcome(422, std::string("err_422_") + name) == Outcome::Refused);
  }
  CHECK(outcome(422, "err_422_duplicate_client_order_id") == Outcome::Duplicate);
  CHECK(outcome(429, "err_429") == Outcome::Later);
  CHECK(outcome(500, "err_500") == Outcome::Unknown);
}
