#include "tools/cli/tradable_bars.hpp"

#include "tests/tools/cli/bars.hpp"
#include "tests/tools/cli/folders.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

namespace {

// Days from Monday, 2020-01-06, on.
Bars days(const std::vector<double>& closes) {
  std::vector<std::int64_t> times;
  for (std::size_t i = 0; i < closes.size(); ++i)
    times.push_back(parse_date("2020-01-06").value() + static_cast<std::int64_t>(i) * 86400);
  Bars bars = bars_at(times, closes);
  bars.symbol = "ABC";
  return bars;
}

}  // namespace

TEST_CASE("bars with severe defects are refused with the first of them, unless allowed") {
  const TemporaryFolder workspace;
  auto store = BarStore::open(workspace.path());
  REQUIRE(store);
  REQUIRE(store->import({.bars = days({10, 11, 12}), .timeframe = "1d", .source = "test"}));
  CHECK(load_tradable(*store, "ABC", "1d", false)->size() == 3);

  Bars impossible = days({10, 11, 12, 11, 10});
  for (std::size_t i = 0; i < 5; ++i) impossible.high.set(i, 9);
  REQUIRE(store->import({.bars = impossible, .timeframe = "1d", .source = "test"}));
  const auto refused = load_tradable(*store, "ABC", "1d", false);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().fault == Fault::Data);
  const std::string& message = refused.error().message;
  CHECK(message.starts_with("the 1d bars of ABC have 5 severe defects: "));
  CHECK(message.find("(2020-01-06); ") != std::string::npos);
  CHECK(message.find("; and 2 more; see all with: stratgen data verify ABC, mend them with: "
                     "stratgen data repair ABC, or trade them as they are with --allow-defects") !=
        std::string::npos);
  CHECK(load_tradable(*store, "ABC", "1d", true)->size() == 5);
}

TEST_CASE("bars that are missing are told as the store tells it") {
  const TemporaryFolder workspace;
  const auto store = BarStore::open(workspace.path());
  REQUIRE(store);
  for (const bool allow : {false, true}) {
    CHECK(load_tradable(*store, "ABC", "1d", allow).error().message ==
          store->load("ABC", "1d").error().message);
  }
}
