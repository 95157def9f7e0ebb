// How long a strategy takes from text to callable code once the process is warm: medians by stage,
// as CPU time and on the wall, for a small and a larger strategy and for a typo, and what a second
// thread adds. The targets are those of a machine with two Zen 5 cores and nothing else to do.
#include "compiler/frontend/compile.hpp"
#include "compiler/frontend/stopwatch.hpp"
#include "compiler/jit/program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <thread>
#include <vector>

using namespace stratgen;

namespace {

constexpr int repetitions = 50;

// The first listing of the strategy API.
constexpr std::string_view sma_cross = R"(#include <stratgen/strategy.hpp>

struct SmaCross : Strategy {
  int fast = param("fast", 20, {5, 60, 5});     // name, default, {min, max, step}
  int slow = param("slow", 50, {20, 200, 10});
  Series fast_ma, slow_ma;

  void init() {
    fast_ma = sma(close, fast);
    slow_ma = sma(close, slow);
  }

  void next() {
    if (crossover(fast_ma, slow_ma)) buy();
    else if (crossover(slow_ma, fast_ma)) position.close();
  }
};

STRATGEN_STRATEGY(SmaCross)
)";

constexpr std::string_view typo = R"(#include <stratgen/strategy.hpp>

struct SmaCross : Strategy {
  Series fast_ma, slow_ma;

  void init() {
    fast_ma = sma(close, 20);
    slow_ma = sma(close, 50);
  }
  void next() {
    if (crosover(fast_ma, slow_ma)) buy({.size = 0.95, .sl = close * 0.98});
    else if (crossover(slow_ma, fast_ma)) position.close();
  }
};
STRATGEN_STRATEGY(SmaCross)
)";

constexpr std::string_view trend_vote = R"(#include <stratgen/strategy.hpp>

// Indicators vote on the trend; votes of the last bars are weighed, and a stop trails the price.
struct TrendVote : Strategy {
  int window = param("window", 20, {10, 60, 5});
  int memory = param("memory", 5, {2, 10, 1});
  double trail = param("trail", 3.0, {1.0, 6.0, 0.5});
  double needed = param("needed", 0.6, {0.3, 0.9, 0.1});

  static constexpr int kept = 12;
  static constexpr double risk = 0.01;

  Series fast_ma, slow_ma, strength, range, deviation, momentum;
  Macd convergence;
  Channel channel;
  List<double, kept> votes;
  double best = 0;

  void init() {
    fast_ma = ema(close, window);
    slow_ma = sma(close, 3 * window);
    strength = rsi(close, 14);
    range = atr(14);
    deviation = stdev(close, window);
    momentum = roc(close, window);
    convergence = macd(close);
    channel = donchian(window);
  }

  double vote() {
    double sum = 0;
    sum += fast_ma > slow_ma ? 1 : -1;
    sum += strength > 50 ? 1 : -1;
    sum += momentum > 0 ? 1 : -1;
    sum += convergence.hist > 0 ? 1 : -1;
    sum += close > channel.middle ? 1 : -1;
    return sum / 5;
  }

  double weighed() {
    double sum = 0, weights = 0;
    for (int i = 0; i < votes.size(); ++i) {
      const double weight = i + 1;
      for (int turn = 0; turn < memory; ++turn) sum += weight * votes[i] / memory;
      weights += weight;
    }
    return weights > 0 ? sum / weights : 0;
  }

  void next() {
    if (votes.size() == kept) votes.pop_front();
    votes.push_back(vote());
    for (const Trade t : trades()) {
      best = max(best, high);
      if (best - trail * range > t.sl) t.set_sl(min(best - trail * range, close * 0.999));
    }
    if (!position && weighed() > needed && deviation > 0) {
      best = high;
      buy({.size = min(0.95, risk * close / (trail * range)), .sl = close - trail * range});
    } else if (position && weighed() < 0) {
      position.close();
    }
  }
};
STRATGEN_STRATEGY(TrendVote)
)";

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

struct Row {
  const char* name;
  std::vector<StageTime> times;
  const char* target = "";

  void print() const {
    std::vector<double> wall, cpu;
    for (const StageTime& each : times) {
      wall.push_back(each.wall_ms);
      cpu.push_back(each.cpu_ms);
    }
    fmt::print("  {:<28}{:>8.2f}{:>8.2f}  {}\n", name, median(cpu), median(wall), target);
  }
};

// The stages of a source that compiles.
void measure_strategy(const char* name, std::string_view source, const char* target, Jit& jit) {
  Row rows[] = {
      {"scan", {}},    {"parse", {}}, {"rules", {}},        {"optimise, with making IR", {}},
      {"codegen", {}}, {"link", {}},  {"total", {}, target}};
  std::size_t bytes = 0;
  for (int i = -3; i < repetitions; ++i) {
    const auto compiled = compile(source);
    if (!compiled) return fmt::print("{}: {}\n", name, compiled.error().message);
    Stopwatch watch;
    const auto linked = LinkedProgram::link(jit, compiled->object, host_symbols());
    const StageTime link = watch.lap();
    if (!linked) return fmt::print("{}: {}\n", name, linked.error().message);
    if (i < 0) continue;  // the first ones are not warm
    const CompileTimes& t = compiled->times;
    const StageTime stages[] = {t.scan,    t.parse, t.check,         t.optimise,
                                t.codegen, link,    t.total() + link};
    for (std::size_t k = 0; k < std::size(rows); ++k) rows[k].times.push_back(stages[k]);
    bytes = compiled->object.size();
  }
  fmt::print("{}, {} lines, object of {} bytes\n", name,
             std::count(source.begin(), source.end(), '\n'), bytes);
  for (const Row& row : rows) row.print();
}

void measure_refusal(const char* name, std::string_view source, const char* target) {
  Row total{"to its diagnostic", {}, target};
  for (int i = -3; i < repetitions; ++i) {
    Stopwatch watch;
    const bool accepted = compile(source).has_value();
    if (accepted) return fmt::print("{} compiles\n", name);
    if (i >= 0) total.times.push_back(watch.lap());
  }
  fmt::print("{}\n", name);
  total.print();
}

// As many compiles as `repetitions` on each of so many threads: their mean on one of them.
StageTime time_on_threads(int count, std::string_view source) {
  std::vector<StageTime> spent(static_cast<std::size_t>(count));
  std::vector<std::thread> threads;
  for (StageTime& mine : spent)
    threads.emplace_back([&mine, source] {
      Stopwatch watch;
      for (int i = 0; i < repetitions; ++i)
        if (!compile(source)) return;
      mine = watch.lap();
    });
  for (std::thread& each : threads) each.join();
  StageTime sum;
  for (const StageTime& each : spent) sum = sum + each;
  return {sum.wall_ms / count, sum.cpu_ms / count};
}

// Compiles in the time of one, with two threads. By CPU time it is what two free cores would give.
void measure_threads(std::string_view source) {
  const StageTime one = time_on_threads(1, source);
  const StageTime two = time_on_threads(2, source);
  fmt::print("SMA cross on two threads\n  {:<28}{:>8.2f}{:>8.2f}  1.9 or more\n",
             "times one thread", 2 * one.cpu_ms / two.cpu_ms, 2 * one.wall_ms / two.wall_ms);
}

}  // namespace

int main() {
  auto jit = Jit::create();
  if (!jit) return fmt::print("{}\n", jit.error().message), 1;
  fmt::print("{:<30}{:>8}{:>8}  target\n", fmt::format("ms, medians of {}", repetitions), "CPU",
             "wall");
  measure_strategy("SMA cross", sma_cross, "under 20", *jit);
  measure_strategy("trend vote", trend_vote, "under 50", *jit);
  measure_refusal("a typo", typo, "under 5");
  measure_threads(sma_cross);
  return 0;
}
