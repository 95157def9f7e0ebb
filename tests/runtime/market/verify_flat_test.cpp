#include "tests/runtime/market/calm_bars.hpp"

#include <doctest/doctest.h>

using namespace stratgen;
using namespace stratgen::testing;

namespace {

const Expectations daily{.timeframe = "1d"};

void flatten(Bars& bars, std::size_t row, double price) {
  for (auto* column : {&bars.open, &bars.high, &bars.low, &bars.close}) column->set(row, price);
}

void copy_bar(Bars& bars, std::size_t from, std::size_t to) {
  for (auto* column : {&bars.open, &bars.high, &bars.low, &bars.close}) {
    column->set(to, (*column)[from]);
  }
}

}  // namespace

TEST_CASE("one flat bar is a note, three in a row are a warning") {
  Bars bars = calm_sessions(200);
  flatten(bars, 50, 100);
  for (std::size_t i = 100; i < 103; ++i) flatten(bars, i, 100);
  const auto found = of_kind(verify(bars, daily), "flat");
  REQUIRE(found.size() == 2);
  CHECK(found[0].bar == 50);
  CHECK(found[0].severity == Severity::Note);
  CHECK(found[1].bar == 100);
  CHECK(found[1].severity == Severity::Warning);
  CHECK(found[1].message.starts_with("3 bars up to "));
}

TEST_CASE("a bar that copies the one before it is stale") {
  Bars bars = calm_sessions(200);
  copy_bar(bars, 99, 100);
  const auto found = of_kind(verify(bars, daily), "stale");
  REQUIRE(found.size() == 1);
  CHECK(found[0].bar == 100);
}

TEST_CASE("closes that repeat are stale in a market that moves, not in one that stands") {
  Bars bars = calm_sessions(200);
  for (std::size_t i = 100; i < 105; ++i) bars.close.set(i, bars.close[99]);
  const auto found = of_kind(verify(bars, daily), "stale");
  REQUIRE(found.size() == 1);
  CHECK(found[0].bar == 99);
  CHECK(found[0].message.starts_with("6 bars up to "));

  for (std::size_t i = 0; i < 200; i += 2) bars.close.set(i + 1, bars.close[i]);
  CHECK(of_kind(verify(bars, daily), "stale").empty());
}

TEST_CASE("four equal closes happen") {
  Bars bars = calm_sessions(200);
  for (std::size_t i = 100; i < 103; ++i) bars.close.set(i, bars.close[99]);
  CHECK(of_kind(verify(bars, daily), "stale").empty());
}

TEST_CASE("opens that are the closes before are made up") {
  Bars bars = calm_sessions(400);
  for (std::size_t i = 1; i < 130; ++i) bars.open.set(i, bars.close[i - 1]);
  const auto found = of_kind(verify(bars, daily), "open");
  REQUIRE(found.size() == 1);
  CHECK(found[0].bar == 1);
  CHECK(found[0].message.starts_with("most of the 126 bars up to "));  // two blocks of 63
}
