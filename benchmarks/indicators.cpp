// Indicators over 1,500 bars, beside the plain computation, window by window or bar by bar. The aim
// is under 5 microseconds each.
#include "runtime/indicator/indicator.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace stratgen;

namespace {

constexpr std::size_t bars = 1500;

struct Prices {
  Column high, low, close;
};

Prices random_walk() {
  std::mt19937_64 random(7);
  std::normal_distribution<double> step(0, 1);
  Prices p;
  double price = 100;
  for (std::size_t i = 0; i < bars; ++i) {
    const double open = price;
    price = std::max(1.0, price + step(random));
    p.high.push_back(std::max(open, price) + std::abs(step(random)));
    p.low.push_back(std::max(0.5, std::min(open, price) - std::abs(step(random))));
    p.close.push_back(price);
  }
  return p;
}

const Prices prices = random_walk();

void close_only(benchmark::State& state, std::string_view name) {
  const std::span<const double> in[] = {prices.close};
  const double params[] = {static_cast<double>(state.range(0))};
  for (auto _ : state) benchmark::DoNotOptimize(compute_indicator(name, in, params));
}

void high_low_close(benchmark::State& state, std::string_view name) {
  const std::span<const double> in[] = {prices.high, prices.low, prices.close};
  const double params[] = {static_cast<double>(state.range(0))};
  for (auto _ : state) benchmark::DoNotOptimize(compute_indicator(name, in, params));
}

// value_of(the window) for each window of the close.
template <class Value>
void plainly(benchmark::State& state, Value value_of) {
  const auto n = static_cast<std::size_t>(state.range(0));
  for (auto _ : state) {
    Column y(bars, std::numeric_limits<double>::quiet_NaN());
    for (std::size_t i = n - 1; i < bars; ++i)
      y[i] = value_of(std::span(prices.close).subspan(i + 1 - n, n));
    benchmark::DoNotOptimize(y);
  }
}

void plain_sma(benchmark::State& state) {
  plainly(state, [](std::span<const double> window) {
    double sum = 0;
    for (const double v : window) sum += v;
    return sum / static_cast<double>(window.size());
  });
}

void plain_highest(benchmark::State& state) {
  plainly(state, [](std::span<const double> window) { return *std::ranges::max_element(window); });
}

// Bar by bar, y = (y (n - 1) + v) / n from the mean of the first n values of value_at(1 ...).
template <class Value>
void plain_wilder(std::size_t n, Value value_at, Column& y) {
  const double width = static_cast<double>(n);
  double average = 0;
  for (std::size_t i = 1; i <= n; ++i) average += value_at(i) / width;
  y[n] = average;
  for (std::size_t i = n + 1; i < bars; ++i)
    y[i] = average = (average * (width - 1) + value_at(i)) / width;
}

void plain_ema(benchmark::State& state) {
  const double k = 2.0 / static_cast<double>(state.range(0) + 1);
  for (auto _ : state) {
    Column y(bars);
    double average = y[0] = prices.close[0];
    for (std::size_t i = 1; i < bars; ++i) y[i] = average += k * (prices.close[i] - average);
    benchmark::DoNotOptimize(y);
  }
}

void plain_rsi(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  const auto change = [](std::size_t i) { return prices.close[i] - prices.close[i - 1]; };
  for (auto _ : state) {
    Column gain(bars), loss(bars);
    plain_wilder(n, [&](std::size_t i) { return std::max(change(i), 0.0); }, gain);
    plain_wilder(n, [&](std::size_t i) { return std::max(-change(i), 0.0); }, loss);
    for (std::size_t i = n; i < bars; ++i) gain[i] = 100 * gain[i] / (gain[i] + loss[i]);
    benchmark::DoNotOptimize(gain);
  }
}

void plain_atr(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  const auto range = [](std::size_t i) {
    const double before = prices.close[i - 1];
    return std::max(prices.high[i], before) - std::min(prices.low[i], before);
  };
  for (auto _ : state) {
    Column y(bars);
    plain_wilder(n, range, y);
    benchmark::DoNotOptimize(y);
  }
}

}  // namespace

BENCHMARK_CAPTURE(close_only, sma, "sma")->Arg(5)->Arg(20)->Arg(200);
BENCHMARK(plain_sma)->Arg(5)->Arg(20)->Arg(200);
BENCHMARK_CAPTURE(close_only, ema, "ema")->Arg(20);
BENCHMARK(plain_ema)->Arg(20);
BENCHMARK_CAPTURE(close_only, rsi, "rsi")->Arg(14);
BENCHMARK(plain_rsi)->Arg(14);
BENCHMARK_CAPTURE(high_low_close, atr, "atr")->Arg(14);
BENCHMARK(plain_atr)->Arg(14);
BENCHMARK_CAPTURE(close_only, highest, "highest")->Arg(5)->Arg(20)->Arg(200);
BENCHMARK_CAPTURE(close_only, lowest, "lowest")->Arg(20);
BENCHMARK(plain_highest)->Arg(5)->Arg(20)->Arg(200);
BENCHMARK_CAPTURE(close_only, wma, "wma")->Arg(20);
BENCHMARK_CAPTURE(close_only, stdev, "stdev")->Arg(20);
BENCHMARK_CAPTURE(close_only, linreg_slope, "linreg_slope")->Arg(20);
BENCHMARK_CAPTURE(close_only, median, "median")->Arg(20);
BENCHMARK_CAPTURE(high_low_close, cci, "cci")->Arg(20);
BENCHMARK_CAPTURE(high_low_close, adx, "adx")->Arg(14);
