#include "runtime/market/bar_diff.hpp"

#include "tests/runtime/market/bar_builders.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>

using namespace stratgen;
using namespace stratgen::testing;
using Kind = BarChange::Kind;

namespace {

// Row i has the close 100.5 + i.
const Bars before = evenly_spaced(0, day, 40);

// Prices of rows [first, last) times a factor.
Bars scaled(Bars bars, std::size_t first, std::size_t last, double factor) {
  for (BarColumn<double>* column : {&bars.open, &bars.high, &bars.low, &bars.close}) {
    for (std::size_t i = first; i < last; ++i) column->set(i, (*column)[i] * factor);
  }
  return bars;
}

Bars rows(const Bars& bars, const std::function<bool(std::size_t)>& kept) {
  Bars some;
  some.symbol = bars.symbol;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    if (kept(i)) append_row(some, bars, i);
  }
  return some;
}

Bars first_rows(std::size_t count) {
  return rows(before, [&](std::size_t i) { return i < count; });
}

}  // namespace

TEST_CASE("bars that are the same have not changed") {
  CHECK(diff(before, before, {}).empty());
  CHECK(diff(Bars{}, Bars{}, {}).empty());
  Bars unknown = before;
  unknown.volume.set(3, std::nan(""));
  CHECK(diff(unknown, unknown, {}).empty());
}

TEST_CASE("bars at the end, in the middle and before the first are told apart") {
  const Bars some =
      rows(before, [](std::size_t i) { return i >= 3 && i < 30 && i != 10 && i != 11; });
  const auto changes = diff(some, before, {});
  REQUIRE(changes.size() == 3);
  CHECK(changes[0].kind == Kind::Earlier);
  CHECK(changes[0].rows == 3);
  CHECK(changes[1].kind == Kind::Inserted);
  CHECK(changes[1].rows == 2);
  CHECK(changes[1].first == 10 * day);
  CHECK(changes[1].last == 11 * day);
  CHECK(changes[1].newer_row == 10);
  CHECK(changes[2].kind == Kind::Added);
  CHECK(changes[2].rows == 10);
  CHECK(changes[2].first == 30 * day);
}

TEST_CASE("bars that are gone are removed, each gap by itself") {
  const auto changes =
      diff(before, rows(before, [](std::size_t i) { return i != 5 && i != 7 && i != 8; }), {});
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].kind == Kind::Removed);
  CHECK(changes[0].rows == 1);
  CHECK(changes[0].first == 5 * day);
  CHECK(changes[0].older_row == 5);
  CHECK(changes[1].rows == 2);
  CHECK(changes[1].last == 8 * day);
}

TEST_CASE("a factor over all bars before a day is a restated dividend, named with it") {
  // The close before day 20 is 119.5, so a dividend of 1.195 takes 1 % of it.
  const std::vector<CorporateAction> actions = {{CorporateAction::Kind::Dividend, 5 * day, 1.1},
                                                {CorporateAction::Kind::Dividend, 20 * day, 1.195}};
  const auto changes = diff(before, scaled(before, 0, 20, 0.99), actions);
  REQUIRE(changes.size() == 1);
  const BarChange& change = changes[0];
  CHECK(change.kind == Kind::Restated);
  CHECK(change.rows == 20);
  CHECK(change.first == 0);
  CHECK(change.last == 19 * day);
  CHECK(change.until == 20 * day);
  CHECK(change.factor == doctest::Approx(0.99).epsilon(1e-6));
  CHECK(change.step == doctest::Approx(0.99).epsilon(1e-6));
  REQUIRE(change.action);
  CHECK(*change.action == actions[1]);
}

TEST_CASE("a factor without an action of that size is restated without a reason") {
  const std::vector<CorporateAction> actions = {{CorporateAction::Kind::Dividend, 20 * day, 3}};
  const auto changes = diff(before, scaled(before, 0, 20, 0.99), actions);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].kind == Kind::Restated);
  CHECK_FALSE(changes[0].action);
}

TEST_CASE("a split divides prices and multiplies volume; that is one change") {
  Bars after = scaled(before, 0, 20, 0.25);
  for (std::size_t i = 0; i < 20; ++i) after.volume.set(i, 4 * after.volume[i]);
  const std::vector<CorporateAction> actions = {{CorporateAction::Kind::Split, 20 * day, 4}};
  const auto changes = diff(before, after, actions);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].factor == doctest::Approx(0.25));
  REQUIRE(changes[0].action);
  CHECK(changes[0].action->value == 4);
}

TEST_CASE("an ex-day that only the newer bars have restates all that both have") {
  // The close before day 30 is 129.5; 2 % of it are 2.59.
  const std::vector<CorporateAction> actions = {{CorporateAction::Kind::Dividend, 30 * day, 2.59}};
  const auto changes = diff(first_rows(30), scaled(before, 0, 30, 0.98), actions);
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].kind == Kind::Restated);
  CHECK(changes[0].rows == 30);
  CHECK(changes[0].until == 30 * day);
  CHECK(changes[0].action);
  CHECK(changes[1].kind == Kind::Added);
}

TEST_CASE("two dividends are two steps, and a split before them keeps its volume") {
  Bars after = scaled(scaled(scaled(before, 0, 30, 0.99), 0, 20, 0.98), 0, 10, 0.5);
  for (std::size_t i = 0; i < 10; ++i) after.volume.set(i, 2 * after.volume[i]);
  const std::vector<CorporateAction> actions = {
      {CorporateAction::Kind::Split, 10 * day, 2},
      {CorporateAction::Kind::Dividend, 20 * day, 2.39},    // 2 % of 119.5
      {CorporateAction::Kind::Dividend, 30 * day, 1.295}};  // 1 % of 129.5
  const auto changes = diff(before, after, actions);
  REQUIRE(changes.size() == 3);
  CHECK(changes[0].factor == doctest::Approx(0.99 * 0.98 * 0.5));
  CHECK(changes[0].step == doctest::Approx(0.5));
  CHECK(changes[0].rows == 10);
  CHECK(*changes[0].action == actions[0]);
  CHECK(changes[1].factor == doctest::Approx(0.99 * 0.98));
  CHECK(changes[1].step == doctest::Approx(0.98));
  CHECK(*changes[1].action == actions[1]);
  CHECK(changes[2].factor == doctest::Approx(0.99));
  CHECK(*changes[2].action == actions[2]);
}

TEST_CASE("a dividend's factor is found through prices rounded to cents") {
  Bars after = scaled(before, 0, 20, 0.99);
  for (BarColumn<double>* column : {&after.open, &after.high, &after.low, &after.close}) {
    for (std::size_t i = 0; i < 20; ++i) column->set(i, std::round((*column)[i] * 100) / 100);
  }
  const auto changes = diff(before, after, {});
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].kind == Kind::Restated);
  CHECK(changes[0].rows == 20);
  CHECK(changes[0].factor == doctest::Approx(0.99).epsilon(1e-4));
}

TEST_CASE("single prints are corrected, within restated history too") {
  Bars after = before;
  after.high.set(12, 140);
  after.close.set(25, 124.0);
  after.low.set(26, 120.0);
  auto changes = diff(before, after, {});
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].kind == Kind::Corrected);
  CHECK(changes[0].rows == 1);
  CHECK(changes[0].first == 12 * day);
  CHECK(changes[0].older_row == 12);
  CHECK(changes[0].newer_row == 12);
  CHECK(changes[1].rows == 2);
  CHECK(changes[1].last == 26 * day);

  changes = diff(before, scaled(after, 0, 30, 0.99), {});
  REQUIRE(changes.size() == 3);
  CHECK(changes[0].kind == Kind::Restated);
  CHECK(changes[0].rows == 30);
  CHECK(changes[1].kind == Kind::Corrected);
  CHECK(changes[2].kind == Kind::Corrected);
}

TEST_CASE("a bar whose four prices moved together by chance is a corrected print") {
  const auto changes = diff(before, scaled(before, 12, 13, 1.07), {});
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].kind == Kind::Corrected);
}

TEST_CASE("more decimals of the same prices are no change, a cent is one") {
  Bars exact = before;
  for (std::size_t i = 0; i < exact.size(); ++i) exact.close.set(i, exact.close[i] + 0.0104);
  Bars cents = exact;
  for (std::size_t i = 0; i < cents.size(); ++i)
    cents.close.set(i, std::round(cents.close[i] * 100) / 100);
  CHECK(diff(cents, exact, {}).empty());
  Bars other = cents;
  other.close.set(9, cents.close[9] + 0.01);
  const auto changes = diff(cents, other, {});
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].kind == Kind::Corrected);
  CHECK(changes[0].first == 9 * day);
}

TEST_CASE("a last bar that changes alone was not finished, a first one was cut") {
  Bars today = first_rows(30);
  today.close.set(29, 128.7);
  today.volume.set(29, 400);
  auto changes = diff(today, before, {});
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].kind == Kind::Unfinished);
  CHECK(changes[0].first == 29 * day);
  CHECK(changes[1].kind == Kind::Added);

  today = first_rows(30);
  today.volume.set(29, 400);
  CHECK(diff(today, before, {})[0].kind == Kind::Unfinished);

  Bars cut = before;
  cut.open.set(0, 100.25);
  changes = diff(cut, before, {});
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].kind == Kind::Partial);
}

TEST_CASE("volume alone is told in runs") {
  Bars after = before;
  for (std::size_t i = 4; i < 9; ++i) after.volume.set(i, 1100);
  after.volume.set(20, std::nan(""));
  const auto changes = diff(before, after, {});
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].kind == Kind::Volume);
  CHECK(changes[0].rows == 5);
  CHECK(changes[0].first == 4 * day);
  CHECK(changes[0].last == 8 * day);
  CHECK(changes[1].rows == 1);
}

TEST_CASE("prices of zero and below have no factor") {
  Bars oil = before;
  oil.low.set(20, -37.6);
  oil.close.set(21, 0);
  CHECK(diff(oil, oil, {}).empty());
  const auto changes = diff(oil, before, {});
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].kind == Kind::Corrected);
  CHECK(changes[0].rows == 2);
}

TEST_CASE("another market altogether is one corrected run, not a hundred factors") {
  Bars other = before;
  for (std::size_t i = 0; i < other.size(); ++i) {
    const double x = static_cast<double>((i * 37) % 41);
    other.open.set(i, 50 + x);
    other.high.set(i, 60 + 1.5 * x);
    other.low.set(i, 45 + x);
    other.close.set(i, 52 + 1.1 * x);
  }
  const auto changes = diff(before, other, {});
  std::size_t rows = 0;
  for (const BarChange& change : changes) {
    CHECK(change.kind != Kind::Restated);
    rows += change.rows;
  }
  CHECK(rows == 40);
  CHECK(changes.size() == 3);  // the first, the last, and those in between
}
