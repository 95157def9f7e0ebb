// How long a strategy takes from text to callable code once the process is warm: medians by stage,
// on the wall and as CPU time, for a small and a larger strategy and for a typo. The aim is under
// 50 ms for the small one.
#include "compiler/frontend/compile.hpp"
#include "compiler/frontend/stopwatch.hpp"
#include "compiler/jit/program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
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

  void print() const {
    std::vector<double> wall, cpu;
    for (const StageTime& each : times) {
      wall.push_back(each.wall_ms);
      cpu.push_back(each.cpu_ms);
    }
    fmt::print("  {:<10}{:>9.2f}{:>9.2f}\n", name, median(cpu), median(wall));
  }
};

// The stages of a source that compiles.
void measure_strategy(const char* name, std::string_view source, Jit& jit) {
  Row rows[] = {{"scan", {}},    {"parse", {}}, {"rules", {}}, {"optimise", {}},
                {"codegen", {}}, {"link", {}},  {"total", {}}};
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

void measure_refusal(const char* name, std::string_view source) {
  Row total{"total", {}};
  for (int i = -3; i < repetitions; ++i) {
    Stopwatch watch;
    const bool accepted = compile(source).has_value();
    if (accepted) return fmt::print("{} compiles\n", name);
    if (i >= 0) total.times.push_back(watch.lap());
  }
  fmt::print("{}\n", name);
  total.print();
}

}  // namespace

int main() {
  auto jit = Jit::create();
  if (!jit) return fmt::print("{}\n", jit.error().message), 1;
  fmt::print("milliseconds, medians of {}     CPU     wall\n", repetitions);
  measure_strategy("SMA cross", sma_cross, *jit);
  measure_strategy("trend vote", trend_vote, *jit);
  measure_refusal("a typo", typo);
  return 0;
}
