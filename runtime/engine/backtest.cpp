#include "runtime/engine/backtest.hpp"

#include "runtime/engine/statistics_returns.hpp"
#include "runtime/engine/statistics_spacing.hpp"

#include <algorithm>

namespace stratgen {
namespace {

Trade to_trade(const BrokerTrade& state, int first_bar) {
  Trade trade;
  trade.size = state.size;
  // Under trade-on-close the finalising step books at the bar before the last, which may be before
  // the first.
  trade.entry_bar = std::max(0, static_cast<int>(state.entry_bar) - first_bar);
  trade.exit_bar = std::max(0, static_cast<int>(state.exit_bar) - first_bar);
  trade.entry_price = state.entry_price;
  trade.exit_price = state.exit_price;
  trade.sl = state.sl;
  trade.tp = state.tp;
  trade.commission = state.commission;
  trade.tag = state.tag;
  return trade;
}

// Its place among the open trades; -1 without one.
int place_of(const BrokerTrade* trade, const std::vector<BrokerTrade*>& open) {
  const auto found = std::find(open.begin(), open.end(), trade);
  return found == open.end() ? -1 : static_cast<int>(found - open.begin());
}

// The last that a run's broker does.
std::vector<Trade> next_trades(Run& run, int first_bar) {
  Broker& broker = run.broker();
  if (!run.ruined() && !broker.queue().empty()) broker.go_on_flat();
  std::vector<Trade> trades;
  for (const BrokerTrade* const trade : broker.open_trades())
    trades.push_back(to_trade(*trade, first_bar));
  return trades;
}

Statistics statistics_of(const Bars& bars, const Report& report, int warmup,
                         const RunOptions& options) {
  const StatisticsOptions how{options.risk_free_rate, options.broker.fills == FillModel::Strict};
  const std::size_t first = options.first_bar;
  if (first == 0) return compute_statistics(bars, report.equity, report.trades, warmup, how);
  const int warmup_left = std::max(0, warmup - static_cast<int>(first));
  const Bars traded = slice(bars, bars.time[first], bars.time.back()).value();
  return compute_statistics(traded, report.equity, report.trades, warmup_left, how);
}

}  // namespace

Result<std::vector<ParamDeclaration>> declared_params(const Program& program, const DataSet& data) {
  RunMemory memory;
  Run run(program, data, {}, {}, memory);
  return run.declared_params();
}

Result<Report> run_backtest(const Program& program, const DataSet& data,
                            std::span<const ParamDeclaration> declared,
                            std::span<const double> values, const RunOptions& options,
                            RunMemory& memory) {
  const Bars& bars = data.bars();
  if (options.first_bar >= bars.size())
    return fail(Fault::Data, bars.symbol + ": there is no bar to trade");
  Run run(program, data, values, options, memory);
  STRATGEN_CHECK(run.execute());

  Report report;
  report.strategy = program.name;
  report.params.assign(declared.begin(), declared.end());
  report.values.assign(values.begin(), values.end());
  const auto first = static_cast<std::ptrdiff_t>(options.first_bar);
  report.equity.assign(run.equity().begin() + first, run.equity().end());
  const int first_bar = static_cast<int>(options.first_bar);
  const Broker& broker = run.broker();
  for (const BrokerTrade* const trade : broker.closed_trades()) {
    report.trades.push_back(to_trade(*trade, first_bar));
  }
  for (const BrokerTrade* const state : broker.open_trades()) {
    Trade& trade = report.open_trades.emplace_back(to_trade(*state, first_bar));
    trade.exit_bar = static_cast<int>(bars.size()) - 1 - first_bar;
    trade.exit_price = bars.close.back();
  }
  for (const BrokerOrder* const order : broker.queue()) {
    report.pending_orders.push_back({order->size, order->limit, order->stop, order->sl, order->tp,
                                     order->tag, order->contingent,
                                     place_of(order->parent, broker.open_trades())});
  }
  report.cash = run.frame().cash;
  report.warnings = broker.warnings();
  report.next_trades = next_trades(run, first_bar);
  report.statistics = statistics_of(bars, report, run.frame().warmup, options);
  return report;
}

Result<Report> run_backtest(const Program& program, const DataSet& data,
                            std::span<const ParamDeclaration> declared,
                            std::span<const double> values, const RunOptions& options) {
  RunMemory memory;
  return run_backtest(program, data, declared, values, options, memory);
}

std::vector<double> returns_of(const Report& report, const DataSet& data,
                               const RunOptions& options) {
  const Bars& bars = data.bars();
  const Bars traded = slice(bars, bars.time[options.first_bar], bars.time.back()).value();
  return period_returns(traded, report.equity, spacing_of(traded));
}

}  // namespace stratgen
