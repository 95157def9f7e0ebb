// Backtests per second and core: 10,000 SMA crosses over the last 1,500 bars, complete (parameters,
// init(), indicator look-up, loop, fills, statistics) with every guard on, beside a loop written by
// hand, each part alone, and reading the columns, which is the least there is. The best of many
// turns: what shares the core takes its branch predictor, too.
#include "benchmarks/cell_rates.hpp"

#include "benchmarks/cross_by_hand.hpp"
#include "benchmarks/from_root.hpp"
#include "benchmarks/turns.hpp"
#include "compiler/frontend/compile.hpp"
#include "runtime/base/file.hpp"
#include "runtime/engine/cell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

namespace stratgen {
namespace {

constexpr std::size_t bars_of_a_cell = 1500;
constexpr int calm = 40, most_turns = 400;
constexpr double target = 450'000, target_ratio = 0.75;

using Pairs = std::vector<std::array<double, 2>>;

// 100 fast averages from 5 and 100 slow ones from `slow` by `step`, in tiles of 20 by 20, as a
// sweep takes them.
Pairs pairs(int slow, int step) {
  Pairs list;
  for (int i = 0; i < 10'000; ++i) {
    const int tile = i / 400, row = tile / 5 * 20 + i % 400 / 20, column = tile % 5 * 20 + i % 20;
    list.push_back({5.0 + row, double(slow + step * column)});
  }
  return list;
}

bool same(double a, double b) {
  return (std::isnan(a) && std::isnan(b)) || std::abs(a - b) <= 1e-9 * std::max(1.0, std::abs(a));
}

bool same(const CellStatistics& a, const CellStatistics& b) {
  return same(a.return_pct, b.return_pct) && same(a.annual_return_pct, b.annual_return_pct) &&
         same(a.annual_volatility_pct, b.annual_volatility_pct) &&
         same(a.sharpe_ratio, b.sharpe_ratio) && same(a.sortino_ratio, b.sortino_ratio) &&
         same(a.max_drawdown_pct, b.max_drawdown_pct) && same(a.win_rate_pct, b.win_rate_pct) &&
         same(a.exposure_time_pct, b.exposure_time_pct) && same(a.profit_factor, b.profit_factor) &&
         a.trades == b.trades;
}

// The strategy of benchmarks/strategies/NAME.cpp, compiled as for a backtest.
struct Compiled {
  LinkedProgram code;
  Program program;
};
Compiled compiled(Jit& jit, const std::string& name) {
  const auto source = from_root(read_file(fmt::format("benchmarks/strategies/{}.cpp", name)));
  const auto object = compile(source).value();
  LinkedProgram code = LinkedProgram::link(jit, object.object, host_symbols()).value();
  const Program program{object.class_name, code.entry()};
  return {std::move(code), program};
}

struct Columns {
  std::vector<const double*> fast, slow;
  std::vector<int> start;
};

Columns columns_of(const DataSet& data, const Pairs& cells) {
  Columns columns;
  const std::span<const double> inputs[] = {data.bars().close};
  const auto average = [&](double n) {
    return (*data.indicators().get("sma", inputs, std::span(&n, 1)).value())[0].data();
  };
  for (const auto& [fast, slow] : cells) {
    columns.fast.push_back(average(fast));
    columns.slow.push_back(average(slow));
    columns.start.push_back(static_cast<int>(std::max(fast, slow)));
  }
  return columns;
}

double sum_of(const double* values, std::size_t count) {
  std::array<double, 32> sums{};
  std::size_t i = 0;
  for (; i + sums.size() <= count; i += sums.size())
    for (std::size_t k = 0; k < sums.size(); ++k) sums[k] += values[i + k];
  double sum = 0;
  for (const double each : sums) sum += each;
  return sum;
}

struct Row {
  const char* name;
  turns::Work work;
};

// The first row is ours, the second the one by hand.
void print_table(std::span<const Row> rows, std::span<const turns::Best> times, double count) {
  fmt::print("{:<30}{:>12}{:>8}{:>10}{:>10}\n", "", "a second", "us", "by hand", "target");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double seconds = times[i].least / count;
    const double rate = 1 / seconds, ratio = times[1].least / times[i].least;
    const bool met = rate >= target && ratio >= target_ratio;
    fmt::print("{:<30}{:>12.0f}{:>8.3f}{:>10.2f}{}\n", rows[i].name, rate, seconds * 1e6, ratio,
               i == 0 ? fmt::format("{:>10.0f}, {:.2f} by hand: {}", target, target_ratio,
                                    met ? "met" : "missed")
                      : "");
  }
}

void print_rates(Jit& jit, const DataSet& data, const char* title, const Pairs& cells) {
  const Columns columns = columns_of(data, cells);
  const Compiled cross = compiled(jit, "sma_cross"), idle = compiled(jit, "idle_cross");
  CellMemory memory, idle_memory;
  CrossByHand by_hand{data.bars()};
  const RunOptions options;
  Cells block(cross.program, data, options, memory);  // as in a sweep
  const auto all_cells = [&] {
    std::array<std::span<const double>, curves_at_once> values;
    std::array<Cell, curves_at_once> done;
    for (std::size_t i = 0; i < cells.size(); i += values.size()) {
      for (std::size_t k = 0; k < values.size(); ++k) values[k] = cells[i + k];
      block.run(values, done);
    }
  };
  const auto hand = [&](std::size_t i) {
    return by_hand.run(columns.fast[i], columns.slow[i], columns.start[i]);
  };

  double trades = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const Cell ours = block.run(cells[i]);
    if (ours.ending != Ending::Completed || !same(ours.statistics, hand(i))) {
      fmt::print("cell {} differs\n", i);
      std::abort();
    }
    trades += static_cast<double>(ours.statistics.trades);
  }

  volatile double sink = 0;
  const auto each = [&](auto work) {
    return [&cells, work] {
      for (std::size_t i = 0; i < cells.size(); ++i) work(i);
    };
  };
  const auto run_of = [&](const Compiled& strategy, CellMemory& room) {
    return [&](std::size_t i) {
      room.run.indicators = &room.indicators;
      Run run(strategy.program, data, cells[i], {}, room.run);
      if (run.finish() != Ending::Completed) std::abort();
    };
  };
  const CurveKernels& kernels = curve_kernels(best_isa());
  const Row rows[] = {
      {"general form, complete", all_cells},
      {"by hand, complete", each([&](std::size_t i) { sink = hand(i).return_pct; })},
      {"general form, no statistics", each(run_of(cross, memory))},
      {"general form, no orders", each(run_of(idle, idle_memory))},
      {"by hand, no statistics", each([&](std::size_t i) {
         by_hand.trade(columns.fast[i], columns.slow[i], columns.start[i]);
       })},
      {"statistics of the curve", each([&](std::size_t) {
         sink = kernels.sum_curve(by_hand.equity.data(), bars_of_a_cell).squares;
       })},
      {"two columns read", each([&](std::size_t i) {
         sink = sum_of(columns.fast[i], bars_of_a_cell) + sum_of(columns.slow[i], bars_of_a_cell);
       })},
  };
  std::vector<turns::Best> times;
  for (const Row& row : rows)
    times.push_back({[&row] { return turns::seconds_each(row.work, 1); }});
  const int count = turns::take_turns(times, calm, most_turns);

  fmt::print(
      "\n{} SMA crosses over {} bars, {}, {:.1f} trades each; the best of {} turns, {} after "
      "the last that was better\n\n",
      cells.size(), bars_of_a_cell, title, trades / static_cast<double>(cells.size()), count, calm);
  print_table(rows, times, static_cast<double>(cells.size()));
}

}  // namespace

void print_cell_rates(Jit& jit, const Bars& all) {
  const std::size_t first = all.size() - bars_of_a_cell;
  const DataSet data(slice(all, all.time[first], all.time.back()).value());
  print_rates(jit, data, "5..104 with 105..204", pairs(105, 1));
  print_rates(jit, data, "5..104 with 20..218", pairs(20, 2));
}

}  // namespace stratgen
