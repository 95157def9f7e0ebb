#include "runtime/engine/strategy_state.hpp"

#include <algorithm>
#include <cmath>

namespace stratgen {
namespace {

// Of two prices, of which 0 is none: the one that a market above (or below) both meets first.
double nearer(double a, double b, bool from_above) {
  if (!is_set(a) || !is_set(b)) return is_set(a) ? a : b;
  return from_above ? std::max(a, b) : std::min(a, b);
}

std::optional<Position> position_of(const std::vector<Trade>& trades, const Bars& bars,
                                    std::size_t first_bar, double equity) {
  Position position;
  double cost = 0, invested = 0;
  int entry_bar = static_cast<int>(bars.size()) - 1;
  for (const Trade& trade : trades) {
    position.units += trade.size;
    cost += trade.size * trade.entry_price;
    invested += std::abs(trade.size) * trade.entry_price;
    entry_bar = std::min(entry_bar, trade.entry_bar + static_cast<int>(first_bar));
  }
  if (position.units == 0) return std::nullopt;
  const bool is_long = position.units > 0;
  for (const Trade& trade : trades) {
    if ((trade.size > 0) != is_long) continue;
    position.stop = nearer(position.stop, trade.sl, is_long);
    position.target = nearer(position.target, trade.tp, !is_long);
  }
  const double value = position.units * bars.close.back();
  position.share = value / equity;
  position.entry_price = cost / position.units;
  position.entry_bar = entry_bar;
  position.entry_time = bars.time[static_cast<std::size_t>(entry_bar)];
  position.profit_pct = 100 * (value - cost) / invested;
  return position;
}

Side side_of(const std::optional<Position>& position) {
  if (!position) return Side::Flat;
  return position->units > 0 ? Side::Long : Side::Short;
}

bool is_market_entry(const PendingOrder& order) {
  return order.closes < 0 && !is_set(order.limit) && !is_set(order.stop);
}

}  // namespace

const char* to_string(Side side) {
  switch (side) {
    case Side::Flat:
      return "FLAT";
    case Side::Long:
      return "LONG";
    case Side::Short:
      return "SHORT";
  }
  return "";
}

StrategyState state_of(const Report& report, const Bars& bars, std::size_t first_bar) {
  StrategyState state;
  state.equity = report.equity.back();
  state.close = bars.close.back();
  state.time = bars.time.back();
  state.position = position_of(report.open_trades, bars, first_bar, state.equity);
  state.next = position_of(report.next_trades, bars, first_bar, state.equity);
  state.held = side_of(state.position);
  state.wanted = side_of(state.next);
  std::copy_if(report.pending_orders.begin(), report.pending_orders.end(),
               std::back_inserter(state.orders),
               [](const PendingOrder& order) { return !order.contingent; });
  const bool enters = std::any_of(state.orders.begin(), state.orders.end(), is_market_entry);
  state.buys_nothing = enters && !state.position && !state.next;
  return state;
}

}  // namespace stratgen
