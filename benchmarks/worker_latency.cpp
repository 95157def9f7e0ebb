// What it costs to compile and try a strategy in a worker, beside doing so in this process: the
// start, the way there and back, the first compile after a death, a trial, and two at a time.
#include "compiler/worker/workers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <string_view>
#include <thread>
#include <vector>

using namespace stratgen;

namespace {

constexpr int repetitions = 50;

constexpr std::string_view sma_cross = R"(#include <stratgen/strategy.hpp>

struct SmaCross : Strategy {
  int fast = param("fast", 20, {5, 60, 5});
  int slow = param("slow", 50, {20, 200, 10});
  Series fast_ma, slow_ma;

  void init() {
    if (fast >= slow) reject("fast must be below slow");
    fast_ma = sma(close, fast);
    slow_ma = sma(close, slow);
  }
  void next() {
    if (crossover(fast_ma, slow_ma)) buy({.size = 0.95, .sl = close * 0.98});
    else if (crossover(slow_ma, fast_ma)) position.close();
  }
};
STRATGEN_STRATEGY(SmaCross)
)";

constexpr std::string_view crash =
    "#include <stratgen/strategy.hpp>\n#pragma clang __debug crash\n";

double milliseconds(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - start;
  return time.count();
}

void print(const char* name, std::vector<double> values) {
  std::sort(values.begin(), values.end());
  fmt::print("  {:<44}{:>9.2f}{:>9.2f}\n", name, values[values.size() / 2], values.front());
}

std::vector<double> repeat(const std::function<double()>& measure) {
  std::vector<double> values(repetitions);
  std::generate(values.begin(), values.end(), measure);
  return values;
}

double compile_in(Workers& workers) { return workers.compile(sma_cross)->times.total().cpu_ms; }

Bars waves() {
  Bars bars;
  for (int i = 0; i < 2500; ++i) {
    const double close = 100 + 10 * std::sin(i * 0.1);
    bars.time.push_back(86400L * i);
    for (auto* const column : {&bars.open, &bars.high, &bars.low, &bars.close, &bars.volume})
      column->push_back(close);
  }
  return bars;
}

double ms_per_compile(Workers& workers, int threads) {
  const double all = milliseconds([&] {
    std::vector<std::thread> running;
    running.reserve(static_cast<std::size_t>(threads));
    for (int i = 0; i < threads; ++i)
      running.emplace_back([&] {
        for (int k = 0; k < repetitions; ++k) compile_in(workers);
      });
    for (std::thread& each : running) each.join();
  });
  return all / (threads * repetitions);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    fmt::print("worker_latency_benchmark STRATGEN_WORKER\n");
    return 2;
  }
  auto workers = Workers::start({.program = arguments[1], .count = 2});
  if (!workers) {
    fmt::print("{}\n", workers.error().message);
    return 1;
  }
  fmt::print("start of the first worker and first compile: {:.0f} ms\n\n",
             milliseconds([&] { compile_in(*workers); }));
  (void)compile(sma_cross);

  fmt::print("  {:<44}{:>9}{:>9}\n", "ms", "median", "least");
  print("compile in this process, CPU",
        repeat([] { return compile(sma_cross)->times.total().cpu_ms; }));
  print("compile in a worker, CPU", repeat([&] { return compile_in(*workers); }));
  print("there and back", repeat([&] {
          double inside = 0;
          const double all =
              milliseconds([&] { inside = workers->compile(sma_cross)->times.total().wall_ms; });
          return all - inside;
        }));
  const DataSet data(waves());
  const auto object = workers->compile(sma_cross);
  print("trial over 2,500 bars",
        repeat([&] { return milliseconds([&] { (void)workers->try_run(*object, data); }); }));

  std::vector<double> deaths, answers, first;
  for (int i = 0; i < repetitions; ++i) {
    deaths.push_back(
        milliseconds([&] { (void)workers->compile(crash, {.layers = {.text = false}}); }));
    answers.push_back(milliseconds([&] { first.push_back(compile_in(*workers)); }));
  }
  print("a source that crashes the compiler", deaths);
  print("the next compile, there and back", answers);
  print("the next compile, CPU", first);

  const double one = ms_per_compile(*workers, 1), two = ms_per_compile(*workers, 2);
  fmt::print("\none thread {:.2f} ms a compile, two threads {:.2f} ms: {:.2f} times\n", one, two,
             one / two);
}
