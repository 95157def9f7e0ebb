#include "runtime/engine/cell.hpp"

#include <array>
#include <limits>
#include <utility>

namespace stratgen {
namespace {

CellStatisticsOptions statistics_options(const RunOptions& options) {
  return {options.first_bar, options.risk_free_rate, options.broker.fills == FillModel::Strict,
          options.isa};
}

void add_trades(CellStatistics& s, const TradeSums& sums, std::size_t bars) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const auto share = [](auto part, auto whole) {
    return static_cast<double>(part) / static_cast<double>(whole) * 100;
  };
  s.trades = sums.trades;
  s.win_rate_pct = s.profit_factor = nan;
  if (sums.trades == 0) return;
  s.win_rate_pct = share(sums.winners, sums.trades);
  s.exposure_time_pct = share(sums.covered, bars);
  s.profit_factor = sums.losses == 0 ? nan : sums.gains / -sums.losses;
}

}  // namespace

void CellMemory::forget() {
  indicators.clear();
  calendar.reset();
  data = nullptr;
}

Cells::Cells(const Program& program, const DataSet& data, const RunOptions& options,
             CellMemory& memory)
    : data_(data), options_(options), memory_(memory), statistics_(statistics_options(options)) {
  if (options.first_bar >= data.bars().size()) return;
  if (memory.data != &data || memory.first_bar != options.first_bar) {
    memory.forget();
    memory.calendar.emplace(data.bars(), options.first_bar);
    memory.data = &data;
    memory.first_bar = options.first_bar;
  }
  if (memory.calendar->each_bar_is_a_period()) table_ = &data.close_table();
  may_walk_ = table_ && can_walk(options.broker);
  memory.run.indicators = &memory.indicators;
  memory.run.signals = &memory.masks.asked(data.bars().size());
  run_.emplace(program, data, std::span<const double>(), options, memory.run);
}

Cell Cells::run(std::span<const double> values) {
  Cell cell;
  run({&values, 1}, {&cell, 1});
  return cell;
}

void Cells::run(std::span<const std::span<const double>> values, std::span<Cell> cells) {
  std::array<CurveSums, curves_at_once> sums;
  std::array<CellStatistics*, curves_at_once> to;
  std::size_t count = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    cells[i] = {};
    const std::optional<CurveSums> begun = begin(values[i], cells[i]);
    if (!begun) continue;
    sums[count] = *begun;
    to[count++] = &cells[i].statistics;
  }
  if (count > 0)
    end_statistics({sums.data(), count}, statistics_, *memory_.calendar, {to.data(), count});
}

// The sums by which its statistics are to be ended, if there are any.
std::optional<CurveSums> Cells::begin(std::span<const double> values, Cell& cell) {
  if (!run_) return std::nullopt;
  memory_.masks.asked(data_.bars().size());
  run_->restart(values);
  cell.ending = run_->finish();
  if (cell.ending == Ending::Completed && memory_.masks.signals().written) {
    if (may_walk_ && can_walk(memory_.masks.signals())) {
      const WalkSums sums = walk();
      if (sums.curve.lowest <= 0 || memory_.walk.ruined) {
        cell.ending = Ending::Ruined;
        return std::nullopt;
      }
      if (add_sums(cell.statistics, sums.curve, *memory_.calendar)) {
        add_trades(cell.statistics, sums.trades, memory_.calendar->bars());
        return sums.curve;
      }
    }
    cell.ending = run_->trade(memory_.masks);
  }
  if (cell.ending != Ending::Completed) return std::nullopt;
  return begin_statistics(cell.statistics, *run_, statistics_, *memory_.calendar, table_);
}

WalkSums Cells::walk() {
  const WalkOptions how{options_.broker, options_.finalize_trades};
  return walk_signals(statistics_.isa)(memory_.masks, data_.bars(), *table_, how, memory_.walk);
}

Cell run_cell(const Program& program, const DataSet& data, std::span<const double> values,
              const RunOptions& options, CellMemory& memory) {
  return Cells(program, data, options, memory).run(values);
}

}  // namespace stratgen
