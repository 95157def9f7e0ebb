#include "runtime/engine/indicator_memo.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <memory>

using namespace stratgen;

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

IndicatorMemo::Known known(std::vector<Column> columns) {
  auto all = std::make_shared<const std::vector<Column>>(std::move(columns));
  return {all, warmup_of(*all), 10};
}

}  // namespace

TEST_CASE("the warm-up of columns is that of the latest, and none where there is no value") {
  CHECK(warmup_of(Column{1, 2}) == 0);
  CHECK(warmup_of(Column{nan, nan, 3}) == 2);
  CHECK(warmup_of(Column{nan, nan}) == 0);
  CHECK(warmup_of(std::vector<Column>{{nan, 1, 1}, {nan, nan, 1}, {nan, nan, nan}}) == 2);
}

TEST_CASE("a call is known by its name, its inputs and its parameters") {
  const Column close = {1, 2, 3}, open = {1, 1, 1};
  const double* const of_close[] = {close.data()};
  const double* const of_open[] = {open.data()};
  const double two[] = {2}, three[] = {3};
  IndicatorMemo memo;
  CHECK(memo.find({"sma", of_close, two}, 0) == nullptr);
  const auto& added = memo.add({"sma", of_close, two}, known({{nan, 1.5, 2.5}}));
  CHECK(memo.find({"sma", of_close, two}, 0) == &added);
  CHECK(added.warmup == 1);
  CHECK(memo.find({"ema", of_close, two}, 0) == nullptr);
  CHECK(memo.find({"sma", of_open, two}, 0) == nullptr);
  CHECK(memo.find({"sma", of_close, three}, 0) == nullptr);
}

TEST_CASE("what was added is found whatever else was, until it is cleared") {
  const Column close(8, 1.0);
  const double* const inputs[] = {close.data()};
  IndicatorMemo memo;
  for (int n = 1; n <= 500; ++n) {
    const double params[] = {static_cast<double>(n)};
    memo.add({"sma", inputs, params}, known({Column(8, n)}));
  }
  CHECK(memo.bytes() >= 500 * 8 * sizeof(double));
  for (int n = 1; n <= 500; ++n) {
    const double params[] = {static_cast<double>(n)};
    const auto* const found = memo.find({"sma", inputs, params}, 0);
    REQUIRE(found != nullptr);
    CHECK(found->outputs[0][7] == n);
    CHECK(memo.holds(found->outputs[0]));
  }
  CHECK(!memo.holds(close.data()));
  memo.clear();
  CHECK(memo.bytes() == 0);
  const double params[] = {1};
  CHECK(memo.find({"sma", inputs, params}, 0) == nullptr);
}

TEST_CASE("a call is found whichever came before it, in the same run and in the last ones") {
  const Column close(8, 1.0);
  const double* const inputs[] = {close.data()};
  IndicatorMemo memo;
  for (int n = 0; n < 7; ++n) {
    const double params[] = {static_cast<double>(n)};
    memo.add({"sma", inputs, params}, known({Column(8, n)}));
  }
  // Rounds of 7 by steps of 1 to 3, so that some follow what they followed before.
  for (int i = 0; i < 200; ++i) {
    const double n = i * (1 + i / 60) % 7;
    const double params[] = {n}, absent[] = {n + 7};
    const auto* const found = memo.find({"sma", inputs, params}, static_cast<std::size_t>(i % 20));
    REQUIRE(found != nullptr);
    CHECK(found->outputs[0][7] == n);
    if (i % 9 == 0)
      CHECK(memo.find({"sma", inputs, absent}, static_cast<std::size_t>(i % 20)) == nullptr);
  }
}
