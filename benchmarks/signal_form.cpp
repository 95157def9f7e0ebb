// Backtests per second and core in the signal form: SMA crosses, complete (parameters, init(),
// indicator look-up, signals, walk, statistics) with every guard on; its parts alone; with stops,
// and long and short; beside the general form and the mask-scan limit: two averages loaded and
// compared, eight bars at a time.
#include "benchmarks/from_root.hpp"
#include "benchmarks/turns.hpp"
#include "compiler/frontend/compile.hpp"
#include "compiler/jit/program.hpp"
#include "runtime/base/file.hpp"
#include "runtime/engine/cell.hpp"
#include "runtime/engine/signal_walk.hpp"
#include "runtime/market/sample_bars.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace {

using namespace stratgen;

constexpr int calm = 40, most_turns = 400;
constexpr double target = 3'000'000;

using Params = std::array<double, 2>;

// 100 fast and 100 slow averages, in tiles as a sweep has them: ten fast ones stay in the cache.
std::vector<Params> pairs() {
  constexpr int tile = 10;
  std::vector<Params> list;
  for (int first = 5; first < 105; first += tile)
    for (int slow = 105; slow < 205; ++slow)
      for (int fast = first; fast < first + tile; ++fast)
        list.push_back({double(fast), double(slow)});
  return list;
}

// The strategy of benchmarks/strategies/NAME.cpp, compiled as for a backtest.
struct Strategy {
  LinkedProgram code;
  Program program;
  CellMemory memory = {};
  std::unique_ptr<Cells> cells = nullptr;

  static Strategy compiled(Jit& jit, const std::string& name) {
    const auto source = from_root(read_file(fmt::format("benchmarks/strategies/{}.cpp", name)));
    const auto object = compile(source).value();
    LinkedProgram code = LinkedProgram::link(jit, object.object, host_symbols()).value();
    const Program program{object.class_name, code.entry()};
    return {std::move(code), program};
  }
};

bool same(double a, double b) {
  return (std::isnan(a) && std::isnan(b)) || std::abs(a - b) <= 1e-9 * std::max(1.0, std::abs(a));
}
bool same(const CellStatistics& a, const CellStatistics& b) {
  return same(a.return_pct, b.return_pct) &&
         same(a.annual_volatility_pct, b.annual_volatility_pct) &&
         same(a.sharpe_ratio, b.sharpe_ratio) && same(a.sortino_ratio, b.sortino_ratio) &&
         same(a.max_drawdown_pct, b.max_drawdown_pct) && same(a.win_rate_pct, b.win_rate_pct) &&
         same(a.exposure_time_pct, b.exposure_time_pct) && same(a.profit_factor, b.profit_factor) &&
         a.trades == b.trades;
}

[[gnu::target("avx512f,avx512dq")]] bool any_between(const double* a, const double* b,
                                                     std::size_t count) {
  using Lanes = double __attribute__((ext_vector_type(8)));
  using Mask = long __attribute__((ext_vector_type(8)));
  Mask found = 0;
  for (std::size_t i = 0; i + 8 <= count; i += 8) {
    Lanes x, y;
    __builtin_memcpy(&x, a + i, sizeof x);
    __builtin_memcpy(&y, b + i, sizeof y);
    found |= x < y;
  }
  return __builtin_reduce_or(found) != 0;
}

struct Row {
  std::string name;
  turns::Work work;
};

// One market, and what is measured on it.
class Bench {
 public:
  Bench(Jit& jit, const Bars& all, std::size_t bars, const RunOptions& options)
      : data_(slice(all, all.time[all.size() - bars], all.time.back()).value()),
        options_(options),
        signals_(Strategy::compiled(jit, "signal_sma_cross")),
        general_(Strategy::compiled(jit, "sma_cross")),
        reversing_(Strategy::compiled(jit, "signal_reversing")),
        stops_(Strategy::compiled(jit, "signal_stops")) {
    compare_forms();
  }

  void print() {
    const std::vector<Row> rows = make_rows();
    std::vector<turns::Best> times;
    for (const Row& row : rows)
      times.push_back({[&row] { return turns::seconds_each(row.work, 1); }});
    const int count = turns::take_turns(times, calm, most_turns);
    fmt::print(
        "\n{} SMA crosses over {} bars, {:.1f} trades each, cash {}, one core; the best of {} "
        "turns, {} after the last that was better\n\n",
        cells_.size(), bars(), trades_ / static_cast<double>(cells_.size()), options_.broker.cash,
        count, calm);
    fmt::print("{:<30}{:>12}{:>10}{:>12}\n", "", "a second", "ns", "ns a bar");
    for (std::size_t i = 0; i < rows.size(); ++i) print(rows[i].name, times[i].least, i == 0);
  }

 private:
  std::size_t bars() const { return data_.bars().size(); }
  // As within a block of a sweep.
  Cells& block(Strategy& s) {
    if (!s.cells) s.cells = std::make_unique<Cells>(s.program, data_, options_, s.memory);
    return *s.cells;
  }
  Cell cell(Strategy& s, std::size_t i) { return block(s).run(cells_[i]); }
  void all_cells(Strategy& s) {
    std::array<std::span<const double>, curves_at_once> values;
    std::array<Cell, curves_at_once> cells;
    for (std::size_t i = 0; i < cells_.size(); i += values.size()) {
      for (std::size_t k = 0; k < values.size(); ++k) values[k] = cells_[i + k];
      block(s).run(values, cells);
      sink_ = cells.front().statistics.return_pct;
    }
  }

  // Ends the program if they differ; notes the signals of some cells, and all columns.
  void compare_forms() {
    const std::span<const double> inputs[] = {data_.bars().close};
    const auto average = [&](const double& n) {
      return (*data_.indicators().get("sma", inputs, std::span(&n, 1)).value())[0].data();
    };
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const Cell a = cell(signals_, i), b = cell(general_, i);
      if (a.ending != Ending::Completed || !same(a.statistics, b.statistics)) {
        fmt::print("cell {} differs\n", i);
        std::abort();
      }
      trades_ += static_cast<double>(a.statistics.trades);
      columns_.push_back({average(cells_[i][0]), average(cells_[i][1])});
      if (i % 25 == 0) masks_.push_back(signals_.memory.masks[0]);
    }
  }

  void write_signals(std::size_t i) {
    CellMemory& room = signals_.memory;
    room.run.indicators = &room.indicators;
    room.run.signals = &room.masks[0].asked(bars());
    Run run(signals_.program, data_, cells_[i], options_, room.run);
    if (run.finish() != Ending::Completed) std::abort();
  }
  // Eight cells, as a block of a sweep has them.
  void walk(std::size_t i) {
    std::array<const SignalMasks*, curves_at_once> masks;
    std::array<WalkSums, curves_at_once> sums;
    if (i % masks.size() != 0) return;
    for (std::size_t k = 0; k < masks.size(); ++k) masks[k] = &masks_[(i + k) % masks_.size()];
    walk_signals(best_isa())(masks, data_.bars(), data_.close_table(), {options_.broker}, walk_,
                             sums);
    sink_ = sums.front().curve.last;
  }

  std::vector<Row> make_rows() {
    const auto each = [this](auto work) {
      return [this, work] {
        for (std::size_t i = 0; i < cells_.size(); ++i) work(i);
      };
    };
    const auto complete = [&](Strategy& strategy) { return [&] { all_cells(strategy); }; };
    return {{"signal form, complete", complete(signals_)},
            {"  signals written", each([this](std::size_t i) { write_signals(i); })},
            {"  walk and sums alone", each([this](std::size_t i) { walk(i); })},
            {"mask-scan limit", each([this](std::size_t i) {
               sink_ = any_between(columns_[i][0], columns_[i][1], bars()) ? 1 : 0;
             })},
            {"long and short", complete(reversing_)},
            {"stop and target", complete(stops_)},
            {"general form, complete", complete(general_)}};
  }

  void print(const std::string& name, double seconds_of_all, bool is_first) const {
    const double seconds = seconds_of_all / static_cast<double>(cells_.size());
    fmt::print("{:<30}{:>12.0f}{:>10.1f}{:>12.3f}", name, 1 / seconds, seconds * 1e9,
               seconds * 1e9 / static_cast<double>(bars()));
    if (is_first && bars() == 1500)
      fmt::print("  target {:.0f}: {}", target, 1 / seconds >= target ? "met" : "missed");
    fmt::print("\n");
  }

  const DataSet data_;
  const RunOptions options_;
  Strategy signals_, general_, reversing_, stops_;
  const std::vector<Params> cells_ = pairs();
  std::vector<std::array<const double*, 2>> columns_;
  std::vector<SignalMasks> masks_;
  SignalWalk walk_;
  double trades_ = 0;
  volatile double sink_ = 0;
};

}  // namespace

int main() {
  const Bars bars = from_root(load_sample("runtime/market/sample", "NDX")).bars;
  Jit jit = Jit::create().value();
  RunOptions options;
  Bench(jit, bars, 1500, options).print();
  options.broker.cash = 1'000'000;
  Bench(jit, bars, 1500, options).print();
  Bench(jit, bars, bars.size(), options).print();
  return 0;
}
