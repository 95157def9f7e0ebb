#include "runtime/indicator/cache.hpp"

#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <cmath>
#include <thread>
#include <vector>

using namespace stratgen;

namespace {

constexpr std::size_t bars = 1000;
constexpr std::size_t column_bytes = bars * sizeof(double);

Column wave() {
  Column x(bars);
  for (std::size_t i = 0; i < bars; ++i) x[i] = 100 + 10 * std::sin(static_cast<double>(i) / 7);
  return x;
}

IndicatorCache::Columns ask(IndicatorCache& cache, std::string_view name,
                            std::span<const double> input, double n) {
  const std::span<const double> inputs[] = {input};
  const double params[] = {n};
  const auto result = cache.get(name, inputs, params);
  REQUIRE(result);
  return *result;
}

bool same_values(const Column& a, const Column& b) {
  return std::ranges::equal(
      a, b, [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

}  // namespace

TEST_CASE("the same function, inputs and parameters are computed once") {
  const Column x = wave(), other = wave();
  IndicatorCache cache(100 * column_bytes);
  cache.add_source(x);
  cache.add_source(other);

  const auto first = ask(cache, "sma", x, 10);
  CHECK(ask(cache, "sma", x, 10) == first);
  CHECK(ask(cache, "sma", x, 11) != first);
  CHECK(ask(cache, "ema", x, 10) != first);
  CHECK(ask(cache, "sma", other, 10) != first);
  CHECK(cache.bytes() == 4 * column_bytes);
}

TEST_CASE("an indicator of a cached indicator is cached") {
  const Column x = wave();
  IndicatorCache cache(100 * column_bytes);
  cache.add_source(x);
  const auto inner = ask(cache, "sma", x, 10);
  const auto outer = ask(cache, "ema", inner->front(), 5);
  CHECK(ask(cache, "ema", inner->front(), 5) == outer);
}

TEST_CASE("a column that the cache does not know is computed anew, whatever was at its address") {
  const Column x = wave();
  IndicatorCache cache(100 * column_bytes);
  cache.add_source(x);
  Column own = wave();
  CHECK(ask(cache, "highest", own, bars)->front().back() < 111);
  own[500] = 1000;
  CHECK(ask(cache, "highest", own, bars)->front().back() == 1000);
  CHECK(cache.bytes() == 0);
}

TEST_CASE("the result that was not asked for the longest goes first") {
  const Column x = wave();
  IndicatorCache cache(2 * column_bytes);
  cache.add_source(x);
  const auto a = ask(cache, "sma", x, 2);
  const auto b = ask(cache, "sma", x, 3);
  CHECK(ask(cache, "sma", x, 2) == a);
  ask(cache, "sma", x, 4);
  CHECK(cache.bytes() == 2 * column_bytes);
  CHECK(ask(cache, "sma", x, 2) == a);
  CHECK(ask(cache, "sma", x, 3) != b);
  CHECK(same_values(b->front(), ask(cache, "sma", x, 3)->front()));
}

TEST_CASE("what is computed from a result goes before it") {
  const Column x = wave();
  IndicatorCache cache(2 * column_bytes);
  cache.add_source(x);
  const auto inner = ask(cache, "sma", x, 2);
  const auto outer = ask(cache, "ema", inner->front(), 3);
  ask(cache, "sma", x, 9);
  CHECK(ask(cache, "sma", x, 2) == inner);
  CHECK(ask(cache, "ema", inner->front(), 3) != outer);
}

TEST_CASE("a result larger than the cache is handed out and not kept") {
  const Column x = wave();
  IndicatorCache cache(column_bytes - 1);
  cache.add_source(x);
  CHECK(ask(cache, "sma", x, 1)->front() == x);
  CHECK(cache.bytes() == 0);
}

TEST_CASE("an error is the function's") {
  const Column x = wave();
  IndicatorCache cache(column_bytes);
  cache.add_source(x);
  const std::span<const double> inputs[] = {x};
  const double zero[] = {0};
  const auto result = cache.get("sma", inputs, zero);
  REQUIRE(!result);
  CHECK(result.error().message == "sma(0): the window must be at least 1");
}

TEST_CASE("many threads get the values one would, with room for few of them") {
  const Column x = wave();
  constexpr std::size_t windows = 20;
  std::array<Column, windows> inner, outer;
  for (std::size_t n = 0; n < windows; ++n) {
    IndicatorCache alone(0);
    inner[n] = ask(alone, "sma", x, static_cast<double>(n + 1))->front();
    outer[n] = ask(alone, "rsi", inner[n], 5)->front();
  }

  IndicatorCache cache(15 * column_bytes);
  cache.add_source(x);
  std::atomic<int> wrong = 0;
  const auto work = [&](int i) {
    const auto n = static_cast<std::size_t>(i * 7 % static_cast<int>(windows));
    const double inner_params[] = {static_cast<double>(n + 1)}, outer_params[] = {5};
    const std::span<const double> source[] = {x};
    const auto a = cache.get("sma", source, inner_params);
    if (!a) return void(++wrong);
    const std::span<const double> average[] = {(*a)->front()};
    const auto b = cache.get("rsi", average, outer_params);
    if (!b || !same_values((*a)->front(), inner[n]) || !same_values((*b)->front(), outer[n]))
      ++wrong;
  };
  std::vector<std::thread> threads;
  for (int first = 0; first < 4; ++first)
    threads.emplace_back([&, first] {
      for (int i = first; i < 5000; i += 4) work(i);
    });
  for (std::thread& each : threads) each.join();
  CHECK(wrong == 0);
  CHECK(cache.bytes() <= 15 * column_bytes);
}
