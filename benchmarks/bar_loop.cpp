// The bar loop as the JIT makes it, every guard on, beside the same source compiled by clang -O3
// -march=native without any, and a crossing rule by hand over the same columns, which trades and
// checks nothing. Nanoseconds for a bar, of a whole run: set-up, loop, fills.
//
// Both sides of a row take turns; times are CPU time of the thread, and medians, so that other work
// on the machine does little to the ratio.
#include "benchmarks/cell_rates.hpp"
#include "benchmarks/from_root.hpp"
#include "benchmarks/turns.hpp"
#include "compiler/frontend/compile.hpp"
#include "compiler/jit/program.hpp"
#include "runtime/base/file.hpp"
#include "runtime/engine/built_strategy.hpp"
#include "runtime/engine/run.hpp"
#include "runtime/market/sample_bars.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

extern "C" const stratgen::BuiltStrategy built_sma_cross, built_inner_loops, built_no_orders,
    built_signal_cross, built_brackets, built_moving_stop;

namespace {

using namespace stratgen;

constexpr int turns = 201;
constexpr double turn_seconds = 0.001;

struct Row {
  const char* name;
  const BuiltStrategy& built;
  double target;  // at most this ratio; 0 is none
};

const Row rows[] = {
    {"sma_cross", built_sma_cross, 1.2}, {"inner_loops", built_inner_loops, 1.4},
    {"no_orders", built_no_orders, 0},   {"signal_cross", built_signal_cross, 0},
    {"brackets", built_brackets, 0},     {"moving_stop", built_moving_stop, 0},
};

using turns::median;
using turns::seconds_each;
using turns::thread_seconds;
using turns::Work;

// How often `work` fits into a turn.
int repetitions(const Work& work) {
  for (int count = 1;; count *= 2) {
    const double start = thread_seconds();
    for (int i = 0; i < count; ++i) work();
    if (thread_seconds() - start > turn_seconds) return count;
  }
}

struct Comparison {
  double a, b;  // seconds
  double ratio;
};

Comparison compare(const Work& a, const Work& b) {
  const int count_a = repetitions(a), count_b = repetitions(b);
  std::vector<double> times_a, times_b, ratios;
  for (int turn = 0; turn < turns; ++turn) {
    times_a.push_back(seconds_each(a, count_a));
    times_b.push_back(seconds_each(b, count_b));
    ratios.push_back(times_a.back() / times_b.back());
  }
  return {median(times_a), median(times_b), median(ratios)};
}

Work runs_of(const Program& program, const DataSet& data, RunMemory& memory) {
  return [&program, &data, &memory] {
    Run run(program, data, {}, {}, memory);
    if (!run.execute()) std::abort();
  };
}

void print_row(const Row& row, Jit& jit, const DataSet& data) {
  const auto source = from_root(read_file(fmt::format("benchmarks/strategies/{}.cpp", row.name)));
  const auto object = compile(source).value();
  const LinkedProgram code = LinkedProgram::link(jit, object.object, host_symbols()).value();
  const Program by_jit{object.class_name, code.entry()}, built{row.built.name, row.built.entry};
  RunMemory memory;
  const Comparison times = compare(runs_of(by_jit, data, memory), runs_of(built, data, memory));
  const double ns = 1e9 / static_cast<double>(data.bars().size());
  const std::string verdict =
      row.target == 0
          ? ""
          : fmt::format("{:>8.1f}  {}", row.target, times.ratio <= row.target ? "met" : "missed");
  fmt::print("{:<14}{:>8.2f}{:>8.2f}{:>8.2f}{}\n", row.name, times.a * ns, times.b * ns,
             times.ratio, verdict);
}

void print_loop_by_hand(const DataSet& data) {
  const std::span<const double> close = data.bars().close;
  const std::span<const double> inputs[] = {close};
  const double twenty[] = {20}, fifty[] = {50};
  const Column fast = compute_indicator("sma", inputs, twenty).value()[0];
  const Column slow = compute_indicator("sma", inputs, fifty).value()[0];
  std::vector<double> equity(close.size());
  volatile int crossings = 0;
  const Work work = [&] {
    int above = 0;
    for (std::size_t i = 50; i < close.size(); ++i) {
      equity[i] = 10000 + close[i] * 0.0;
      if (fast[i - 1] < slow[i - 1] && fast[i] > slow[i]) ++above;
    }
    crossings = above;
  };
  const double ns = 1e9 / static_cast<double>(close.size());
  fmt::print("{:<14}{:>8}{:>8.2f}\n", "by hand", "", compare(work, work).a * ns);
}

}  // namespace

int main(int count, char** arguments) {
  const DataSet data(from_root(load_sample("runtime/market/sample", "NDX")).bars);
  Jit jit = Jit::create().value();
  if (count > 1 && std::string_view(arguments[1]) == "cells") {
    print_cell_rates(jit, data.bars());
    return 0;
  }
  fmt::print("{} bars, ns a bar; JIT with all guards, clang -O3 -march=native without\n\n",
             data.bars().size());
  fmt::print("{:<14}{:>8}{:>8}{:>8}{:>8}\n", "", "JIT", "clang", "ratio", "target");
  for (const Row& row : rows) print_row(row, jit, data);
  print_loop_by_hand(data);
  print_cell_rates(jit, data.bars());
  return 0;
}
